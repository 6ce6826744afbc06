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

/** What the tools share, from `super/common.js`. */
interface SuperKit {
  sheet: any;
  copy(template: string): HTMLElement;
  about(root: Element): { one(selector: string): any; say(key: string, values?: Record<string, string | number>): string };
  show(root: HTMLElement, on?: { close?: () => void }): void;
  leave(): void;
  question(id: string): HTMLElement | null;
  letter(at: number): string;
  within(own: HTMLElement, selector: string): HTMLElement[];
  arrange(own: HTMLElement, options: number[], seed: string | number): void;
  parts(own: HTMLElement): HTMLElement[];
  partName(part: HTMLElement): string;
  brief(own: HTMLElement, key: QuestionKey, say: (key: string) => string): string;
  answer(own: HTMLElement, key: QuestionKey, say: (key: string) => string): HTMLElement;
  numberOf(own: Element): string;
  result(meta: Record<string, any>, marked: { id: string; grade: Graded; answer: unknown }[]): PaperResult;
  held(prefix: string): [string, ProgressItem][];
  parcel(results: PaperResult[]): Record<string, any>;
  saveFile(name: string, results: PaperResult[]): void;
  stamp(ms: number): string;
  keys(): Promise<Record<string, QuestionKey>>;
  newSeed(): string;
}

/** What a checklist hands over to be a table. */
interface ChecklistTable {
  text: DOMStringMap;
  list: string;
  period: string;
  /** The period as a person says it. */
  name: string;
  items: { line: Element; id: string; box: HTMLInputElement; task: HTMLElement; isMust: boolean }[];
  signs: { role: string; words: Element[] }[];
  entry(item: string): ProgressItem;
}

interface Board {
  /** Gives it to the reader as a file. */
  saveChecklist(checklist: ChecklistTable): void;
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

interface Rolebook {
  papers?: BoardPaper[];
  /** The tools of the bundle `super`, by the name of their button. */
  tools: { kit: SuperKit; lines(seed: string, version: string): PaperLine[]; grid(seed: string): void } & Record<string, any>;
}
