// Types of the learner's core: what bundles `learn`, `quiz` and `board` share. Data as it is stored and carried about.

// Progress

/** One thing that happened; newest `t` wins where records meet. */
interface ProgressItem {
  /** Milliseconds since 1970, by the clock of the device. */
  t: number;
  /** It was removed. */
  gone?: true;
  [field: string]: any;
}

interface ProgressRecord {
  v: number;
  items: Record<string, ProgressItem>;
}

/**
 * Whether progress is kept: `ok` · `private`: the browser keeps nothing · `full`: no room left · `newer`: the stored record
 * is of a later Rolebook and left alone · `set-aside`: it could not be read and lies beside · `per-file`: the site is opened
 * as files and this browser keeps a storage for each. All but `ok`, `set-aside` and `per-file` live in memory only.
 */
type ProgressStatus = "ok" | "private" | "full" | "newer" | "set-aside" | "per-file";

/** Why an import brought nothing: no export at all · incomplete or changed · of another site · of a later Rolebook · a result, which belongs on the board
 * · results of an`other` · of several people, and nothing says `whose`. */
type ImportProblem = "unreadable" | "damaged" | "site" | "newer" | "result" | "other" | "whose";

/** What was opened: the good items, how many were `bad`, the role that came along, and the name on results that are given back. */
type Unpacked =
  | { record: ProgressRecord; problem: null; bad?: number; role?: string; name?: string }
  | { record: null; problem: ImportProblem; bad?: number; role?: string; name?: string };

interface ImportReport {
  added: number;
  newer: number;
  same: number;
  /** Items that were not as they should be and were left out. */
  bad?: number;
  role?: string;
  /** Whose results were given back. */
  name?: string;
  problem: ImportProblem | null;
}

interface ProgressParcel {
  rolebook: "progress";
  v: number;
  site: string;
  /** As ISO 8601 when it is written. */
  exported: Date;
  /** The role whose path is followed. */
  role?: string;
  record: ProgressRecord;
}

interface Progress {
  /** Null when there is none, or it was removed. */
  get(key: string): ProgressItem | null;
  /** Keeps it with the time of now. */
  set(key: string, value: Record<string, any>): void;
  remove(key: string): void;
  /** Oldest change first. */
  all(prefix: string): [string, ProgressItem][];
  /** Calls on every change, here or in another tab, with the keys; none when only the status changed. Returns a way to stop. */
  subscribe(listener: (keys: string[]) => void): () => void;
  /** The text of a file to save. */
  export(): string;
  /** The same as a code to paste. */
  code(): string;
  import(text: string): ImportReport;
  /** Forgets everything in this browser. */
  clear(): void;
  readonly status: ProgressStatus;
}

/** Where a question stands in the review; stored as `card:QUESTION`. */
interface ReviewCard {
  /** When it comes back, in milliseconds; the day counts. */
  due: number;
  /** Stability in days and difficulty from 1 to 10. */
  s: number;
  d: number;
  last: number;
  reps: number;
  lapses: number;
  /** Of the question, when it was last answered. */
  hash?: string;
  /** The paper or bank that asks it. */
  from?: string;
  [field: string]: any;
}

// Questions, keys, answers

type QuestionKind = "single" | "multiple" | "judge" | "blanks" | "number" | "order" | "pairs" | "categorize" | "case" | "task" | "essay";

/** Decimals as text, so that no digit is lost. */
interface NumberAnswer {
  value: string | number;
  tolerance?: string | number;
  unit?: string;
}

/** Words of which any is right, or a number. */
interface BlankAnswer {
  words?: string[];
  /** The answer may say more than the word. */
  contains?: boolean;
  /** Characters that are written otherwise elsewhere, and what they are compared as. */
  variants?: Record<string, string>;
  number?: NumberAnswer;
}

/** What is right, as the key file of a paper or bank has it. */
interface QuestionKey {
  kind: QuestionKind;
  points: number;
  right?: string[];
  judge?: boolean;
  blanks?: BlankAnswer[];
  number?: NumberAnswer;
  order?: string[];
  pairs?: [string, string][];
  groups?: [string, string][];
  parts?: Record<string, QuestionKey>;
  criteria?: { points: number; must?: boolean }[];
  why?: Record<string, string>;
  explain?: string;
  model?: string;
  see?: { title: string; href: string } | null;
  accept?: string[];
}

/** `open` waits for a person: a sign-off, a mark for an essay. */
type Verdict = "right" | "partial" | "wrong" | "blank" | "open";

interface Graded {
  points: number;
  max: number;
  verdict: Verdict;
  parts?: Record<string, Graded>;
  blanks?: boolean[];
  pairs?: Record<string, boolean>;
}

interface Tally {
  points: number;
  max: number;
  percent: number;
  passed: boolean;
  must_failed: string[];
  /** Questions that wait for a person. */
  open: number;
  topics: { topic: string; points: number; max: number }[];
}

// Papers

interface PaperQuestion {
  kind: QuestionKind;
  points: number;
  hash: string;
  topics: string[];
  difficulty?: string;
  /** How many options a choice has. */
  options?: number;
  /** Positions of the options that stay last. */
  last?: number[];
  parts?: Record<string, PaperQuestion>;
}

interface Paper {
  id: string;
  title: string;
  mode: "practice" | "exam" | "bank";
  pass: number | null;
  minutes: number | null;
  attempts: number | null;
  /** Minutes. */
  cooldown: number;
  feedback: "now" | "end" | "never";
  multiple: "all" | "part" | "half";
  shuffle: boolean;
  edition: string;
  questions: string[];
  draws: { from: string; tag?: string | null; difficulty?: string | null; take: number; points: number | null; ids: string[] }[];
  pool: Record<string, PaperQuestion>;
  must: string[];
  /** What comes first has to be done first. */
  strict?: boolean;
  key: string;
  href: string;
  language: string;
}

/** What a sheet is drawn from. */
type DrawnPaper = Pick<Paper, "shuffle" | "questions" | "draws" | "must"> & { pool: Record<string, Pick<PaperQuestion, "points" | "options" | "last">> };

/** A question on a sheet. */
interface Drawn {
  id: string;
  points: number;
  /** The writer's positions of the options, in the order they are shown. */
  options: number[];
}

// Results

interface QuestionResult {
  id: string;
  hash: string;
  points: number;
  max: number;
  verdict: Verdict;
  answer: any;
  topics: string[];
  flagged: boolean;
  /** Somebody marked it on the board. */
  marked_here?: boolean;
}

interface Person {
  name: string;
  unit: string;
}

/** One finished attempt. */
interface PaperResult {
  paper: string;
  title: string;
  edition: string;
  hash: string;
  seed: string | number;
  multiple: string;
  mode: string;
  started: number;
  finished: number;
  points: number;
  max: number;
  pass: number | null;
  passed: boolean;
  must_failed: string[];
  /** `screen`, or which paper: `paper A`. */
  form: string;
  questions: QuestionResult[];
  person: Person;
  /** The id of the attempt. */
  key: string;
  /** Nobody's when it was handed over; the name was given on the board. */
  named_here?: boolean;
  /** When the file or code was made that brought it. */
  handed?: number;
  /** Who it says it is of, where the board counts it for somebody else. */
  said?: Person;
}

interface ResultParcel {
  rolebook: "result";
  v: number;
  site: string;
  /** As ISO 8601 when it is written: of two hand-overs of one attempt the later one has the name. */
  exported?: Date;
  person: Person;
  results: PaperResult[];
}

/** Why (a part of) what was handed over is not among the results; `empty` holds none, a `checklist` belongs on its page. */
type ResultProblem = "unreadable" | "damaged" | "site" | "newer" | "empty" | "checklist";

/** What a board keeps besides results. */
interface BoardKept {
  roster: Person[];
  /** Who is meant: by `personKey` of whoever wrote it otherwise, or by the one attempt. */
  names: Record<string, Person>;
  /** Points that were given here: by attempt, then by question. */
  marks: Record<string, Record<string, number>>;
  /** Papers that everybody is to sit or not, where that was said. */
  due: Record<string, boolean>;
  /** Pairs of rows that look alike and are two people. */
  apart: string[];
}

interface ResultsRead {
  results: PaperResult[];
  /** Results that say nobody's name: those of one file or code are one person's. */
  nameless: PaperResult[][];
  /** Of boards that were handed on whole. */
  boards: BoardKept[];
  problems: ResultProblem[];
}

interface BoardCell {
  attempts: number;
  first: PaperResult;
  /** Passed before not passed, then by share of points. */
  best: PaperResult;
  last: PaperResult;
  /** Of the best. */
  percent: number;
  passed: boolean;
  /** `open` while what waits for a mark can pass it. */
  state: "passed" | "open" | "failed";
  /** The paper has changed since the best. */
  outdated: boolean;
}

interface BoardRow {
  key: string;
  person: Person;
  /** How else they wrote themselves. */
  said: Person[];
  /** Whether they are on the roster. */
  listed: boolean;
  cells: Record<string, BoardCell>;
}

interface BoardColumn {
  id: string;
  title: string;
  /** Everybody is to sit it, so that whoever has not is missing. */
  due: boolean;
}

interface BoardTable {
  papers: BoardColumn[];
  rows: BoardRow[];
  missing: { paper: string; people: Person[] }[];
}

/** `few`: under 20 people, too few to judge · `key`: the strong got it wrong more often, check the key · too `hard` · too `easy` · `weak`: hardly tells strong from weak. */
type ItemNote = "few" | "key" | "hard" | "easy" | "weak" | "";

interface ItemStatistics {
  id: string;
  hash: string;
  topics: string[];
  /** People. */
  n: number;
  /** Mean share of the points, 0 to 1. */
  facility: number;
  /** From -100 to 100: how marks here go with marks on the rest; null when nothing varies. */
  discrimination: number | null;
  blank: number;
  /** What was answered how often; `part` is empty, a blank, a left side, a criterion or a part of a case. */
  counts: { part: string; value: string; n: number }[];
  note: ItemNote;
}

/** A section that missed questions point to. `asked` and `missed` are people; `surely` is the share that missed something, at least. */
interface SectionStatistics {
  title: string;
  href: string;
  asked: number;
  missed: number;
  surely: number;
  questions: string[];
}

/** `board/people` */
interface BoardPeople {
  nameKey(person: Person): string;
  personKey(person: Person): string;
  distinct(people: Person[]): Person[];
  meet(said: Person[], roster: Person[]): Map<string, Person>;
  doubts(table: BoardTable, apart?: string[]): { person: Person; maybe: Person[] }[];
  people(text: string): Person[];
  whose(text: string, known: Person[]): Person;
}

/** `board/results` */
interface BoardResults {
  keptOf(value: any): BoardKept;
  settle(results: PaperResult[], kept: Partial<BoardKept>): PaperResult[];
  waiting(result: PaperResult): QuestionResult[];
  stateOf(result: PaperResult): "passed" | "open" | "failed";
  attemptOf(result: PaperResult): string;
  readResults(text: string, site: string): ResultsRead;
  gather(known: PaperResult[], news: PaperResult[]): PaperResult[];
  firsts(results: PaperResult[]): PaperResult[];
  table(results: PaperResult[], expected?: { roster?: Person[]; papers?: { id: string; title: string; hash?: string; mode?: string }[]; due?: Record<string, boolean> }): BoardTable;
  csv(rows: (string | number | null)[][]): string;
}

/** `board/analysis` */
interface BoardAnalysis {
  /** Fewer people tell too little. */
  ENOUGH: number;
  items(results: PaperResult[], keys?: Record<string, QuestionKey>): ItemStatistics[];
  sections(
    results: PaperResult[],
    see: Record<string, { title: string; href: string } | null | undefined>,
  ): SectionStatistics[];
  /** The lower bound of a share that was seen in `of` cases, 0 to 1. */
  surely(n: number, of: number): number;
  summary(results: PaperResult[]): { n: number; mean: number; median: number; passed: number };
  pearson(xs: number[], ys: number[]): number | null;
}

/** `learn/codes` */
interface Codes {
  encode(prefix: "RB1" | "RBR1" | "RBX1", value: unknown): string;
  decode(text: string): { prefix: string; value: any; problem: null } | { prefix: string; value: null; problem: "unreadable" | "damaged" };
  /** The same of what may be a code or the text of a file. */
  open(text: string): { value: any; problem?: "unreadable" | "damaged" | null };
  /** Of base64, in either alphabet. */
  bytes(text: string): Uint8Array;
  /** Of the UTF-8 of a text. */
  crc32(text: string): string;
}

/** `learn/record` */
interface Records {
  empty(): ProgressRecord;
  read(text: string | null): { state: "ok" | "corrupt" | "newer"; record: ProgressRecord };
  merge(a: ProgressRecord, b: ProgressRecord): ProgressRecord;
  compare(a: ProgressRecord, b: ProgressRecord): { added: number; newer: number; same: number };
  parcel(record: ProgressRecord, site: string, now: number, role?: string): ProgressParcel;
  unpack(text: string, sites: string | string[], person?: Person, now?: number): Unpacked;
}

/** `learn/schedule` */
interface Schedule {
  /** The card after an answer: 1 again, 2 hard, 3 good, 4 easy. */
  schedule(card: ReviewCard | null, rating: number, now: number): ReviewCard;
  /** How many are due, and those to ask now: at most `limit` a day, the most forgotten first. */
  due<C extends ReviewCard>(cards: [string, C][], now: number, limit: number): { count: number; today: [string, C][] };
}

/** `learn/names` */
interface Names {
  /** A name, however its blanks and widths were typed. */
  folded(name: unknown): string;
}

/** `learn/veil` */
interface Veil {
  /** The answers of a paper or a bank, by question. */
  loadKey(id: string, src: string): Promise<Record<string, QuestionKey>>;
  /** HTML that the build has made, as nodes. */
  fragment(html: string): DocumentFragment;
}

/** `quiz/grading` */
interface Grading {
  grade(key: QuestionKey, answer: unknown, how?: { multiple?: string; points?: number | null }): Graded;
  tally(
    questions: { id: string; points: number; max: number; verdict: Verdict; topics?: string[] }[],
    paper: { pass?: number | null; must?: string[] },
  ): Tally;
  /** A text as answers are compared. */
  fold(text: unknown): string;
  /** The number a person typed, else NaN. */
  numberOf(text: unknown, unit: string): number;
}

/** `quiz/draw` */
interface Draw {
  draw(paper: DrawnPaper, seed: string | number): Drawn[];
  /** An order of `n` things that belongs to a question (`CASE/PART` for a part) of the sheet of a seed. */
  permutation(n: number, seed: string | number, id: string, last?: number[]): number[];
}

/** `quiz/allowance` */
interface Allowance {
  /** Attempts left, null without a limit, and when there will be some again. */
  allowance(paper: { attempts: number | null; cooldown: number }, finished: number[], now: number): { left: number | null; from: number | null };
}
