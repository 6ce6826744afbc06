// Types of bundle `quiz`: asking questions in the browser.

/** A question of a sheet, without its answer. */
interface AskedQuestion {
  id: string;
  kind: QuestionKind;
  points: number;
  hash: string;
  topics: string[];
  difficulty: string;
  options: number;
  parts?: Record<string, AskedQuestion>;
}

/** What the page of a paper or a bank hands over in `data-sheet`. */
interface Sheet extends Omit<Paper, "mode" | "pool"> {
  mode: "practice" | "exam" | "bank";
  pool: Record<string, AskedQuestion>;
}

interface PracticeOptions {
  /** Above the questions. */
  notice?: string;
  title?: string;
  lead?: string;
  /** The text of the last button. */
  end?: string;
  checked?(id: string, graded: Graded): void;
  /** Something was answered. */
  changed?(): void;
  /** Makes the last button, which ends it. */
  done?(): void;
  /** A checked question can be tried again. */
  canRetry?: boolean;
  /** Only what was answered can be checked. */
  isFirm?: boolean;
}

/** Where a question stands on a sheet. */
interface SheetPlace {
  /** Shown in front of it. */
  number: string;
  points: number;
  /** The writer's positions of the options, in the order they are shown. */
  options?: number[];
  /** Orders the options of the parts of a case. */
  seed: string | number;
}

/** What a learner answers a question with. */
interface AnswerInputs {
  /** Null while nothing is answered. */
  value(): any;
  set(answer: any): void;
  /** No more answers, or answers again. */
  lock(locked: boolean): void;
  focus(): void;
}

/** A running attempt, kept as `open:PAPER`. Answers, flags and checks carry the time they were given, so that tabs can merge them. */
interface RunningAttempt {
  seed: string;
  started: number;
  /** Wall clock; null without a time limit. */
  deadline: number | null;
  language: string;
  lines: Drawn[];
  hashes: Record<string, string>;
  answers: Record<string, { a: any; t: number }>;
  flags: Record<string, { on: boolean; t: number }>;
  checked: Record<string, { t: number }>;
  /** The question shown last. */
  at: number;
  person: Person;
}

interface PaperResult {
  /** Hashes of questions hold in one language only. */
  language?: string;
}

interface Rolebook {
  /** A string of the theme by its name, filled. */
  say(name: string, values?: Record<string, string | number>): string;
  icon(name: string): Node;
  /**
   * Turns a paper to a view that the page brings, with what its buttons do by `data-do`.
   */
  turn(paper: HTMLElement, view: string, doing: Record<string, () => void>): ReturnType<Rolebook["slots"]>;
  /** `1.5`, `80`: a number as people read it. */
  figure(number: number): string;

  /** The sheet of this page. */
  sheet(): Sheet | null;
  /** A copy of a question of this page, or of one a draw may take. Copies share ids with each other: show one at a time. */
  question(id: string, place?: SheetPlace): { element: HTMLElement; asked: AskedQuestion } | null;
  /** Makes a question answerable. Changes of the answer fire `input` or `change` on the element. */
  inputs(element: HTMLElement, asked: AskedQuestion): AnswerInputs;
  /** Verdict, right answer, why, explanation, what to review. Options and parts are marked where they stand in the element. */
  explain(key: QuestionKey, answer: any, graded: Graded, element: HTMLElement): HTMLElement;

  attempt: {
    fresh(sheet: Sheet, ids?: string[]): RunningAttempt;
    /** The running attempt of this browser, with what no longer fits left out. */
    resume(sheet: Sheet): { run: RunningAttempt; changed: number } | null;
    merge(a: RunningAttempt, b: RunningAttempt): RunningAttempt;
    /** Whether `a` did not know all of `b`. */
    brings(a: RunningAttempt, b: RunningAttempt): boolean;
    keep(sheet: Sheet, run: RunningAttempt): void;
    /** Answered, or looked up. */
    isAnswered(run: RunningAttempt, id: string): boolean;
    /** Says in a view where it is and how much is answered: parts `place`, `count`, `previous`. */
    tell(part: ReturnType<Rolebook["slots"]>, run: RunningAttempt): void;
    /** Marks it, keeps the result, ends the attempt. */
    finish(sheet: Sheet, run: RunningAttempt, key: Record<string, QuestionKey>, finished: number): PaperResult;
    /** Finished ones, newest first. */
    earlier(sheet: Sheet): PaperResult[];
    person(): Person;
  };
  selfMark(max: number, choose: (points: number) => void): HTMLElement;
  /** Puts a question into the review, or counts an answer to one that is in it. */
  review: {
    rate(sheet: Sheet, id: string, verdict: Verdict): void;
    add(sheet: Sheet, ids: string[]): void;
    remove(ids: string[]): void;
    get(id: string): ReviewCard | null;
  };
  // What a paper can show.
  startExam(paper: HTMLElement, sheet: Sheet): void;
  sitExam(paper: HTMLElement, sheet: Sheet, run: RunningAttempt, notice?: string): void;
  practice(paper: HTMLElement, sheet: Sheet, run: RunningAttempt, options: PracticeOptions): void;
  practiseBank(paper: HTMLElement, sheet: Sheet): void;
  reviewToday(paper: HTMLElement, sheet: Sheet): void;
  showResult(paper: HTMLElement, sheet: Sheet, result: PaperResult, key: Record<string, QuestionKey>, notice?: string): void;
  /** Below it: the attempts that were finished, but for one. */
  listEarlier(paper: HTMLElement, sheet: Sheet, except?: string): void;
  /** Day and time. */
  when(ms: number): string;
  quizItem(sheet: Sheet, line: Drawn, number: string, run: RunningAttempt, options: PracticeOptions): { element: HTMLElement; inputs: AnswerInputs } | null;
  quizStart(paper: HTMLElement, sheet: Sheet, notice?: string): void;
}
