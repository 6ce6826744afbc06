/** A step of a learning path, as `assets/roles-….js` lists it. Addresses start at the root of the site. */
interface PathStep {
  /** `page:PATH` (`page:PATH#HEADING` for a section), `course:ID`, `quiz:ID` or `practical:ID`: the same in every language. */
  id: string;
  title: string;
  href: string;
  kind: string;
  minutes: number;
  /** Ids of steps that come first, with blanks between. */
  needs?: string;
  /** Changes when the page's text does; for a section, when its own does. */
  hash?: string;
  /** For a section: what changes with the whole page. */
  whole?: string;
  /** Changes when a change of the page asks for learning anew. */
  retrain?: string;
  /** What changed, the newest first; a mark tells each from all others of the page. */
  changes?: { mark: string; text: string }[];
  /** Earlier addresses of the page. */
  was?: string[];
  /** Of a course: its lessons, and its exam at the end. */
  lessons?: PathStep[];
}

/** A role as `assets/roles-….js` hands it over. */
interface ReaderRole {
  id: string;
  title: string;
  href: string;
  tier: string;
  minutes: number;
  super_users: { name: string; contact: string }[];
  path: PathStep[];
  faq: { title: string; href: string }[];
  news: { id: string; mark: string; title: string; href: string; version: string; text: string; retrain: boolean }[];
}

/** Where the reader was last; a path from the root, without the folder of a language. */
interface Trail {
  /** `at` is the heading that was being read, or empty. */
  last: { path: string; title: string; at: string } | null;
}

/** A run of a query: Han characters, or a word, or words joined to a code. `at` counts characters and words. */
interface SearchRun {
  han: boolean;
  text: string;
  parts: string[];
  at: number;
  from: number;
  to: number;
}

/** Where a term stands; all numbers flat, in steps of three for titles (unit, place, twice the length and 1 for another
 * name) and headings (unit, part, length). */
interface SearchLists {
  titles: number[];
  headings: number[];
  body: { level: number; units: number[] }[];
  tails: { first: number; name: string }[];
  count: number;
}

interface SearchPart {
  part: number;
  anchor: string;
  title: string;
  text: string;
  names: string[];
}

/** The index of one language, file by file. */
interface SearchData {
  manifest: any;
  language: string;
  reopen(): Promise<void>;
  get(name: string): Promise<any>;
  pageOf(unit: number): number;
  firstUnit(page: number): number;
  pages(): number;
  /** Kind of a page, the ids of its roles with blanks between, and what it holds: `SearchRows.MARKS`. */
  kind(page: number): [string, string, number];
  term(term: string): Promise<SearchLists | null>;
  prefix(prefix: string, most: number): Promise<Map<string, string>>;
  lists(lists: string): SearchLists;
  tail(name: string): Promise<SearchLists>;
  isNear(term: string): boolean;
  endings(ending: string): Promise<string[]>;
  unit(unit: number): Promise<{ page: number; title: string; href: string; crumbs: string[]; parts: SearchPart[] }>;
}

interface SearchSnippet {
  text: string;
  /** Whether the query says it. */
  mark: boolean;
}

/** How a place answers: all words together in one section; all on the page; some; after mending a word; by sound. */
type SearchMatch = "exact" | "page" | "partial" | "typo" | "pinyin";

/** A place in a page. Texts are plain; addresses start at the root of the site and are escaped. */
interface SearchHit {
  title: string;
  href: string;
  /** As the page's, or `table` for a row of a table, `code` for a row that begins with a code. */
  kind: string;
  snippet: SearchSnippet[];
  match: SearchMatch;
}

interface SearchGroup {
  page: {
    title: string;
    /** Titles of the folders around the page, outermost first. */
    crumbs: string[];
    kind: string;
    href: string;
    /** Ids with blanks between; empty for everyone. */
    role_ids: string;
  };
  /** Best first; may be empty when only the title answers. */
  hits: SearchHit[];
}

interface SearchOptions {
  /** The reader's role: pages that are for other roles only come apart, in `others`. */
  role?: string;
  /** Only pages of these kinds; `table` and `code` bring pages with such rows, and of these the rows alone. */
  kinds?: string[];
  /** Pages in `groups`; 8 if not given. */
  limit?: number;
}

interface SearchResult {
  /** Pages for the reader's role and for everyone, best first. */
  groups: SearchGroup[];
  others: SearchGroup[];
  /** Kinds of all pages that answer, whatever `kinds` asks for. Rows are not counted: `n` is 0. */
  facets: { kind: string; n: number }[];
  /** When nothing was found: pages with the likeliest titles. */
  nearest: { title: string; href: string }[];
  /** How the best place answers. */
  label: SearchMatch | "none";
  /** Pages that answer, shown or not: for the reader's role and for everyone, and for other roles. */
  total: number;
  totalOthers: number;
  /** There may be more than was counted: a word stands on so many pages that only the likeliest were looked at. */
  isMore: boolean;
  ms: number;
}

/** Rows of tables and entries of codes. */
interface SearchRows {
  /** Bits by kind. */
  MARKS: Record<string, number>;
  isCode(title: string): boolean;
  kindOf(part: SearchPart, line: number, kind: string): string;
  answering(
    part: SearchPart,
    body: string,
    above: string,
    answer: (folded: string) => { share: number; whole: boolean },
  ): { line: string; kind: string; whole: boolean }[];
}

interface SearchEngine {
  query(text: string, options?: SearchOptions): Promise<SearchResult>;
}

interface Search {
  /** Opens the index of a language. `load` replaces script elements where there is no page. */
  open(root: string, language: string, load?: (src: string) => Promise<void>): Promise<SearchEngine>;
  data(root: string, language: string, load?: (src: string) => Promise<void>): Promise<SearchData>;
  pinyin(data: SearchData, text: string): Promise<string[]>;
  rows: SearchRows;
  /** Whether letters read as sounds more than as a word. */
  isSpoken(letters: string): boolean;
  /** Cuts a text around what the runs say and marks it. */
  snippet(text: string, runs: SearchRun[], size?: number): SearchSnippet[];
  text: {
    fold(text: string): string;
    foldMapped(text: string): { folded: string; map: number[] };
    isHan(c: string): boolean;
    key(word: string): string;
    runs(folded: string): SearchRun[];
    terms(folded: string, withSingle?: boolean): [string, number][];
    sorts: Map<string, string>;
    bytes(text: string): number;
    /** Bytes of a term. */
    LONGEST: number;
  };
}

/** Children of an element: texts, nodes, or nothing. */
type Made = Node | string | number | null | undefined | false;

/** The one global of the theme: what its scripts share. */
interface Rolebook {
  /** Reads a short text to users of a screen reader. */
  announce(text: string): void;
  /** Puts a text on the clipboard; false when the browser refuses. */
  copy(text: string): Promise<boolean>;
  /** Whether a key belongs to an input method. Asked by whatever listens to keys. */
  isComposing(event: KeyboardEvent): boolean;
  /** The element the fragment of the address points to, if any. */
  target(): HTMLElement | null;

  /** The first that fits in the page or an element; where a theme has left it out, one that nobody sees. */
  find(selector: string, within?: ParentNode): any;
  /** Values in the places of their names: `{n}`. */
  filled(text?: string, values?: Record<string, any>): string;
  /** A copy of what `template[data-template="NAME"]` holds. */
  template(name: string, within?: ParentNode): DocumentFragment;
  /** Attributes of an element, which comes back: functions listen, `true` is an empty attribute, `false` and null none. */
  set(element: any, attributes: Record<string, any>): any;
  /** Says what the buttons of an element do, by their `data-do`. */
  listen(within: ParentNode, doing: Record<string, () => void>): void;
  /**
   * Brings the parts of an element by their `data-slot`. A text is written into the part, beside its icon or name; a part is
   * hidden for want of one; `true` shows what stands there.
   */
  slots(within: ParentNode): (name: string, text?: string | number | boolean | null) => any;
  /** What a template holds, with texts in its parts by name; `href`, from the root, is where its part `title` leads. */
  row(within: ParentNode, name: string, texts: Record<string, any>): any;
  /** Its class, or its attributes. */
  make<K extends keyof HTMLElementTagNameMap>(tag: K, about?: string | Record<string, any> | null, ...children: Made[]): HTMLElementTagNameMap[K];
  /** Fetches a script or a style; scripts run as they come, or in the order in which they were asked for. */
  load(src: string, inOrder?: boolean): Promise<void>;
  /** Gives a text to the reader as a file. */
  save(name: string, text: string, type?: string): void;

  /** The roles of this language; absent in a project without any. */
  roles?: ReaderRole[];
  /** Shows the page as a role reads it; `all` shows everything, nothing asks. Changes attributes of `html` alone. */
  readAs(role: string | null): void;
  /** Keeps the choice for all pages of the site. */
  remember(role: string | null): void;
  remembered(): string | null;
  /** The name the choice is kept under. */
  roleKey: string;
  /** How the names begin under which this browser keeps things of this site, and how they began before. */
  store: string;
  olds: string[];
  /** The id of the site, then its earlier ones. */
  ids: string[];
  /** Reads as a role from now on, or as `all`. */
  choose(id: string): void;
  /** The role the reader chose. */
  role(): ReaderRole | undefined;
  /** A path from the root, decoded and without the folder of the language: the same for a page in all its languages. */
  place(path: string): string;
  /** A path from the root as an address on this page. */
  href(path: string): string;
  trail(): Trail;

  /** Veiled keys that have been fetched, by the id of their paper or bank. */
  veiled?: Record<string, string>;
  loadKey(id: string, src: string): Promise<Record<string, QuestionKey>>;
  fragment(html: string): DocumentFragment;

  /** What the scripts of a bundle clone, as the build has made it from `templates/bundles/`. */
  markup: Record<string, string>;

  /** Takes the data of a file of the index; each such file calls it. */
  shard(name: string, data: any): void;
  search: Search;
}
interface Window {
  rolebook: Rolebook;
}
