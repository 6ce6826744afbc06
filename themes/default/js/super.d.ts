// Types of what super-users use: the index of papers, the tools, the board's parts.

/** A paper or a practical task, as `assets/papers-….js` lists it. Addresses start at the root of the site. */
interface BoardPaper {
  id: string;
  title: string;
  href?: string;
  /** Whose key holds the answers: the paper itself or the bank. */
  from?: string;
  key?: string;
  pass?: number | null;
  mode?: string;
  roles?: string[];
}

interface QuestionKey {
  /** What is asked, in short. */
  ask?: string;
  /** Options and items as plain text, by what stands for them in an answer; left sides as `L0`, `L1`. */
  texts?: Record<string, string>;
  /** As in the sheet: another one in a result means that the question has changed since. */
  hash?: string;
  /** Where the question stands, relative to the paper's page. */
  at?: string;
  /** The source of the page to read on. */
  file?: string;
}

interface ReaderRole {
  /** Of a tier that teaches: key users and administrators. */
  is_super?: boolean;
}

/** `super/overlay` */
interface Overlay {
  copy(template: string): HTMLElement;
  about(root: Element): { one(selector: string): any };
  show(root: HTMLElement, on?: { close?: () => void }): void;
  leave(): void;
  stamp(ms: number): string;
}

/** What a presentation shows at a time. */
interface Slide {
  node(): Node;
  /** Of a question: marks what is right in what is shown and brings the answer, or takes the marks away. */
  reveal?(isOut: boolean): Node | null;
}

/** `super/presenter` */
interface Presenter {
  present(screens: Slide[]): void;
}

/** What a button of the toolbar opens. */
type Tool = (button: HTMLElement) => void;

/** `papers/sheet` */
interface PaperSheet {
  sheet: Sheet;
  question(id: string): HTMLElement | null;
  letter(at: number): string;
  within(own: HTMLElement, selector: string): HTMLElement[];
  arrange(own: HTMLElement, options: number[], seed: string | number): void;
  parts(own: HTMLElement): HTMLElement[];
  partName(part: HTMLElement): string;
  brief(own: HTMLElement, key: QuestionKey): string;
  answer(own: HTMLElement, key: QuestionKey): HTMLElement;
  numberOf(own: Element): string;
  result(meta: MadeResult, marked: { id: string; grade: Graded; answer: unknown }[]): PaperResult;
  held(prefix: string): [string, ProgressItem][];
  parcel(results: PaperResult[]): ResultParcel;
  saveFile(name: string, results: PaperResult[]): void;
  keys(): Promise<Record<string, QuestionKey>>;
  newSeed(): string;
}

/** What is known of a result that is made by hand. */
interface MadeResult {
  paper: string;
  title: string;
  pass: number | null;
  must: string[];
  multiple?: string;
  mode: string;
  seed: string;
  form: string;
  person: Person;
  started: number;
  finished: number;
}

/** `papers/lines` */
interface PaperLines {
  lines(seed: string, version: string): PaperLine[];
}

/** What a checklist hands over to be a table. */
interface ChecklistTable {
  /** Texts: its columns with `|` between, a yes, a signature. */
  head: string;
  yes: string;
  sign: string;
  list: string;
  period: string;
  /** The period as a person says it. */
  name: string;
  items: { line: Element; id: string; box: HTMLInputElement; task: HTMLElement; isMust: boolean }[];
  signs: { role: string; words: Element[] }[];
  entry(item: string): ProgressItem;
}

/** A question on a version of a paper. */
interface PaperLine {
  id: string;
  number: number;
  points: number;
  kind: string;
  options: number[];
  own: HTMLElement;
}

/** `board/phrases` */
interface BoardPhrases {
  tools(root: HTMLElement): { one(selector: string): any; icon(name: string): DocumentFragment };
  shown(percent: number): string;
  day(ms: number): string;
  called(person: Person): string;
  brief(title: string): string;
}

/** What the parts of the board show. */
interface BoardView {
  root: HTMLElement;
  results: PaperResult[];
  papers: BoardPaper[];
  /** What the reader has chosen, by the names of the fields. */
  chosen: Record<string, string>;
}

type CsvRows = (string | number | null)[][];

/** `board/people-table` */
interface BoardPeopleTable {
  people(view: BoardView & { kept: BoardKept }): BoardTable;
  sortBy(column: string): void;
  csvPeople(): CsvRows;
}

/** `board/questions` */
interface BoardQuestions {
  items(view: BoardView): Promise<void>;
  keysOf(paper: BoardPaper): Promise<Record<string, QuestionKey> | null>;
  csvItems(): CsvRows;
}

/** What one file or one code brought that says nobody's name. */
interface UnnamedResults {
  from: string;
  results: PaperResult[];
  line: HTMLElement;
}

/** `board/unnamed`: `on` is what the board does with a name, which may be none, and when one is left out. */
type MakeUnnamed = (root: HTMLElement, on: { name: (typed: string, one: UnnamedResults) => boolean; leave: () => void }) => {
  add(from: string, results: PaperResult[], name: string): UnnamedResults;
  take(from: string, all: PaperResult[][], known: PaperResult[]): number;
  settle(known: PaperResult[]): void;
  remove(own: UnnamedResults): void;
  clear(): void;
  offer(known: Person[]): void;
  kept(): { from: string; results: PaperResult[] }[];
};

/** `board/marking` */
type MakeMarking = (root: HTMLElement, on: { mark: (result: PaperResult, question: string, points: number) => void; give: (result: PaperResult) => void }) => {
  show(results: PaperResult[], papers: BoardPaper[]): Promise<void>;
};

/** `board/names`: `on` is what the board knows of a row, and what it does. */
type MakeNames = (root: HTMLElement, on: {
  attempts: (key: string) => PaperResult[];
  known: () => Person[];
  isHeld: (result: PaperResult) => boolean;
  name: (results: PaperResult[], all: boolean, person: Person) => void;
  remove: (results: PaperResult[]) => void;
  apart: (pair: string) => void;
}) => {
  edit(row: string): void;
  ask(table: BoardTable, apart: string[]): void;
};

/** `board/checklist-table` */
interface ChecklistTables {
  /** Gives it to the reader as a file. */
  saveChecklist(checklist: ChecklistTable): void;
}
