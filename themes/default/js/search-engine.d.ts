// Types of the search engine: the index, a query, results.

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
  /** What a word in a unit is worth: more in a short one. */
  brevity(unit: number): number;
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

/** How a place answers: all words together in one section; all on the page; some; after fixing a word; by sound;
 * by what is meant. */
type SearchMatch = "exact" | "page" | "partial" | "typo" | "pinyin" | "asked";

/** A place in a page. Texts are plain; addresses start at the root of the site and are escaped. */
interface SearchHit {
  title: string;
  href: string;
  /** As the page's, or `table` for a row of a table, `code` for a row that begins with a code. */
  kind: string;
  snippet: SearchSnippet[];
  /** What is answered there, to be read in the result. */
  answer?: SearchSnippet[];
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
  /** There may be more than was counted: a word is on so many pages that only the likeliest were looked at. */
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

/** A way to say what was typed. */
interface SearchQuery {
  text: string;
  /** Without the words that only ask. */
  core: string;
  runs: SearchRun[];
  label: "exact" | "typo" | "pinyin";
  /** What an answer to it is worth. */
  factor: number;
}

/** A term of a query with what the index says of it. */
interface SearchToken {
  kind: "han" | "single" | "word" | "code";
  term: string;
  /** Its first place in the query, and over how many it goes. */
  at: number;
  span: number;
  bit: number;
  weight: number;
  titles: number[][];
  headings: number[][];
  body: { level: number; units: number[]; factor: number }[];
  tails: { first: number; name: string }[];
  count: number;
}

/** One thing a question is about: as it was said, what else may be written for it, and whether it may say nothing. */
interface SearchThing {
  own: string;
  ways: string[];
  hollow: boolean;
}

/** What is asked for, in all ways that stand in the site, and the pages that answer. */
interface SearchAsked {
  pages: Map<number, { score: number; unit: number; cover: number }>;
  things: { weight: number; words: { text: string; worth: number }[] }[];
  /** Of all weights. */
  sum: number;
}

/** A page as its terms judge it. */
interface SearchCandidate {
  page: number;
  score: number;
  /** Where to look in it. */
  unit: number;
  /** The share of the query that it has, from 0 to 1. */
  cover: number;
  inName: boolean;
  /** The largest share of the query that one name has. */
  named: number;
  /** What was asked, where the page answers that rather than what was typed. */
  asked?: SearchAsked;
  match?: SearchMatch;
  /** Units that have all of it, best first. */
  full: number[];
  query: SearchQuery;
}

interface SearchJudged {
  candidates: SearchCandidate[];
  tokens: SearchToken[];
  places: number;
  /** There is more in the lists of common terms than was read. */
  isMore: boolean;
}

interface SearchPageRead {
  own: { page: number; title: string; href: string; crumbs: string[]; parts: SearchPart[] };
  hits: SearchHit[];
  /** Rows of tables and entries of codes, and as which kinds they are asked for. */
  rows: { hit: SearchHit; kinds: string[] }[];
  score: number;
}

interface EngineText {
  fold(text: string): string;
  foldMapped(text: string): { folded: string; map: number[] };
  isHan(c: string): boolean;
  key(word: string): string;
  runs(folded: string): SearchRun[];
  terms(folded: string, withSingle?: boolean): [string, number][];
  sorts: Map<string, string>;
  /** Without the letter that a version may have before it. */
  unversioned(folded: string): string;
  bytes(text: string): number;
  /** Bytes of a term. */
  LONGEST: number;
}

interface EngineData {
  /** Opens the index of a language. `load` replaces script elements where there is no page. */
  open(root: string, language: string, load?: (src: string) => Promise<void>): Promise<SearchData>;
}

interface EngineRank {
  query(text: string, label: SearchQuery["label"], factor: number): SearchQuery;
  judge(data: SearchData, query: SearchQuery, all: boolean): Promise<SearchJudged>;
}

interface EngineAsked {
  /** Cuts a folded question into what it is about. */
  thingsOf(data: SearchData, text: string): Promise<SearchThing[]>;
  judge(data: SearchData, text: string, about: SearchThing[]): Promise<SearchAsked>;
  isSpoken(data: SearchData, query: SearchQuery, things: SearchThing[]): boolean;
  /** The part of a word that its forms share. */
  stem(word: string): string;
}

interface EngineAnswers {
  readAsked(data: SearchData, candidate: SearchCandidate, asked: SearchAsked): Promise<SearchPageRead>;
}

interface EngineSnippets {
  /** Where a run stands in a folded text. */
  find(text: string, run: SearchRun): number[][];
  /** Cuts a text around what the runs say and marks it. */
  snippet(text: string, runs: SearchRun[], size?: number): SearchSnippet[];
  readPage(data: SearchData, candidate: SearchCandidate, all: boolean): Promise<SearchPageRead>;
}

interface EnginePinyin {
  /** Whether letters read as sounds more than as a word. */
  isSpoken(letters: string): boolean;
  pinyin(data: SearchData, text: string): Promise<string[]>;
}

interface EngineRewrite {
  others(data: SearchData, base: SearchQuery, tokens: SearchToken[]): Promise<SearchQuery[]>;
}

interface EngineOpen {
  open(root: string, language: string, load?: (src: string) => Promise<void>): Promise<SearchEngine>;
}
