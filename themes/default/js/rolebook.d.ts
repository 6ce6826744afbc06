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
  /** Changes when the page's text does. */
  hash?: string;
  /** Changes when a change of the page asks for learning anew. */
  retrain?: string;
  /** What changed last. */
  change?: string;
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
  news: { title: string; href: string; version: string; text: string; retrain: boolean }[];
}

/** Where the reader was last; a path from the root, without the folder of a language. */
interface Trail {
  last: { path: string; title: string } | null;
}

/** The one global of the theme: what its scripts share. */
interface Rolebook {
  /** Reads a short text to users of a screen reader. */
  announce(text: string): void;
  /** Puts a text on the clipboard; false when the browser refuses. */
  copy(text: string): Promise<boolean>;
  /** The element the fragment of the address points to, if any. */
  target(): HTMLElement | null;

  /** The roles of this language; absent in a project without any. */
  roles?: ReaderRole[];
  /** Shows the page as a role reads it; `all` shows everything, nothing asks. Changes attributes of `html` alone. */
  readAs(role: string | null): void;
  /** Keeps the choice for all pages of the site. */
  remember(role: string | null): void;
  remembered(): string | null;
  /** The name the choice is kept under. */
  roleKey: string;
  /** The role the reader chose. */
  role(): ReaderRole | undefined;
  /** A path from the root, decoded and without the folder of the language: the same for a page in all its languages. */
  place(path: string): string;
  /** A path from the root as an address on this page. */
  href(path: string): string;
  trail(): Trail;

  /** Veiled keys that have been fetched, by the id of their paper or bank. */
  veiled?: Record<string, string>;
  loadScript(src: string): Promise<void>;
  loadKey(id: string, src: string): Promise<Record<string, QuestionKey>>;
  fragment(html: string): DocumentFragment;
}
interface Window {
  rolebook: Rolebook;
}
