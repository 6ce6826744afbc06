// Types of the search box: what its scripts share. The engine's own are in search-engine.d.ts.

/** One search with its results: in the dialog or as a part of a page. */
interface SearchView {
  input: HTMLInputElement;
  /** Results as links, in order. */
  rows(): HTMLAnchorElement[];
  /** The row the keyboard is at. */
  active(): HTMLAnchorElement | null;
  activate(row: HTMLAnchorElement | null | undefined): void;
  /** Searches for what stands in the input now. */
  run(): void;
  /** True while an input method is at work. */
  composing(): boolean;
  kind: string;
  limit: number;
}

interface SearchViewOptions {
  /** Pages shown, and how many more at a time. */
  limit: number;
  /** Places shown of each page. */
  places: number;
  /** The input is empty. */
  onEmpty(view: SearchView, extra: HTMLElement): void;
  onResult?(view: SearchView, text: string): void;
}

/** How a page that answers is shown. */
interface SearchGroupOptions {
  /** What is said of all results already. */
  label: SearchResult["label"];
  /** What all of them have in common, for who does not see it. */
  about: string;
  query: string;
  isList: boolean;
  /** Places shown of each page. */
  places: number;
  /** The kind that was chosen, or empty. */
  kind: string;
  /** Makes a row and notes it. */
  row(className: string, href: string): HTMLAnchorElement;
}
type SearchGroups = (group: SearchGroup, options: SearchGroupOptions) => HTMLElement;

interface SearchKept {
  recent: string[];
  /** Whether pages for other roles are shown. */
  others: boolean;
}

interface SearchBox {
  /** Addresses from the root: of the page of search, of the list of all pages. */
  pages: { search: string; contents: string };
  /** What is cloned: the dialog, the bar over marked words, icons of kinds. */
  brought: DocumentFragment;
  part(box: Element, name: string): HTMLElement;
  icon(name: string): Element;
  nameOf(kind: string): string;
  /** Puts a text into an element, what the query says marked. */
  mark(element: HTMLElement, pieces: SearchSnippet[]): void;
  /** An address from the root, with the words to mark there. */
  address(href: string, words: string[]): string;
  /** A list under a title. */
  block(title: string, items: (HTMLElement | HTMLElement[])[]): HTMLDivElement;
  link(title: string, href: string, drawing: string): HTMLAnchorElement;
  engine(): Promise<SearchEngine>;
  /** The index has changed: the next query reads it anew. */
  reopen(): void;
  kept(): SearchKept;
  keep(change: Partial<SearchKept>): void;
  /** A query that led somewhere. */
  remember(text: string): void;
}
