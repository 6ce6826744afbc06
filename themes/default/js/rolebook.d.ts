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
  /** Changes when a change of the page asks for learning again. */
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

/** What a reader reports; `rolebook feedback collect` reads the same. */
interface FeedbackReport {
  rolebook: "feedback";
  site: string;
  id: string;
  kind: "defect" | "usability" | "performance" | "request";
  priority: "high" | "medium" | "low";
  title: string;
  /** From the root, with the fragment of a section. */
  page: string;
  version: string;
  text: string;
  name: string;
  at: string;
}

/** Where the reader was last; a path from the root, without the folder of a language. */
interface Trail {
  /** `at` is the heading that was being read, or empty. */
  last: { path: string; title: string; at: string } | null;
}

/** Children of an element: texts, nodes, or nothing. */
type Made = Node | string | number | null | undefined | false;

/**
 * The one global of the theme (`define.js`): how scripts declare themselves and find each other, and how files with data
 * hand it over. What each module is stands in `modules.d.ts`.
 */
interface Registry {
  /**
   * Declares a script: its id, the scripts it needs, and what it gives back, made when all of them are there.
   */
  define<Id extends keyof Modules, const Needs extends readonly (keyof Modules)[]>(id: Id, needs: Needs, make: (...needs: Met<Needs>) => Modules[Id]): void;
  /** A script that was fetched a moment ago; an error when it is not here. */
  use<Id extends keyof Modules>(id: Id): Modules[Id];
  /** For files with data, and for them alone. */
  give<Name extends keyof Given>(name: Name, value: Given[Name]): void;
  given<Name extends keyof Given>(name: Name): Given[Name];
}

type Met<Needs extends readonly (keyof Modules)[]> = { -readonly [At in keyof Needs]: Modules[Needs[At]] };

/** The name of an interface text, as in a template: `t.` and its key in `i18n/`. A test knows which there are. */
type TextKey = `t.${string}`;

/** What files with data hand over, if the page has them. */
interface Given {
  /** The roles of this language; absent in a project without any. */
  roles?: ReaderRole[];
  /** All courses of the site; quizzes and banks. */
  courses?: PathStep[];
  /** The names of all who are named as super-users or in the roster. */
  superUsers?: string[];
  paperLinks?: { id: string; title: string; href: string; asks: string }[];
  /** Files that were renamed: their ids of now by the earlier ones. */
  renamed?: { papers: Record<string, string>; checklists: Record<string, string> };
  /** Papers and tasks, for the results board. */
  papers?: BoardPaper[];
  /** The veiled answers of a paper or a bank, by its id. */
  [key: `key/${string}`]: string | undefined;
  /** What the scripts of a bundle clone, as the build has made it from `templates/bundles/`. */
  [markup: `markup/${string}`]: string | undefined;
  /** The interface texts that the scripts of this page say. */
  [text: TextKey]: string | undefined;
  /** The files of the index, by language and name. */
  [shard: `search/${string}`]: any;
}

interface Window {
  rolebook: Registry;
}
declare const rolebook: Registry;

/** `early.js` */
interface Early {
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
}

interface CopyText {
  /** Puts a text on the clipboard; false when the browser refuses. */
  copy(text: string): Promise<boolean>;
}

interface Keys {
  /** Whether a key belongs to an input method. Asked by whatever listens to keys. */
  isComposing(event: KeyboardEvent): boolean;
}

interface Address {
  /** The element the fragment of the address points to, if any. */
  target(): HTMLElement | null;
  /** A path from the root, decoded and without the folder of the language: the same for a page in all its languages. */
  place(path: string): string;
  /** A path from the root as an address on this page. */
  href(path: string): string;
}

/** Finds the parts of an element by their `data-slot`, and fills them. */
type Slots = (name: string, text?: string | number | boolean | null) => any;

interface Elements {
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
   * hidden for want of one; `true` shows what is there.
   */
  slots(within: ParentNode): Slots;
  /** What a template holds, with texts in its parts by name; `href`, from the root, is where its part `title` leads. */
  row(within: ParentNode, name: string, texts: Record<string, any>): any;
  /** Its class, or its attributes. */
  make<K extends keyof HTMLElementTagNameMap>(tag: K, about?: string | Record<string, any> | null, ...children: Made[]): HTMLElementTagNameMap[K];
}

interface Lens {
  /** The role the reader chose. */
  role(): ReaderRole | undefined;
  /** Reads as a role from now on, or as `all`. */
  choose(id: string): void;
}
