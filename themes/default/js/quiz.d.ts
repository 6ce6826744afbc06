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
  /** Positions of the options that stay last. */
  last?: number[];
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
  /** Nothing is answered any more. */
  isClosed?(): boolean;
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
  /** What has no answer yet. */
  open(): HTMLElement[];
  /** The next of that after a place, from the front again behind the last. */
  rest(from: Element): HTMLElement | undefined;
  focus(): void;
}

/** A running attempt, kept as `open:PAPER`. Answers, flags and checks carry the time they were given, so that tabs can merge them. */
interface RunningAttempt {
  seed: string;
  started: number;
  /** Wall clock; null without a time limit. */
  deadline: number | null;
  lines: Drawn[];
  hashes: Record<string, string>;
  answers: Record<string, { a: any; t: number }>;
  flags: Record<string, { on: boolean; t: number }>;
  /** `gone`: the question has changed since, and is asked anew. */
  checked: Record<string, { t: number; gone?: true }>;
  /** The question shown last. */
  at: number;
  person: Person;
  /** The latest time it has known, so that it never goes back. */
  seen?: number;
  /** Milliseconds of work, without long breaks, and until when they are counted. */
  spent?: number;
  last?: number;
  /** The deadline, once it has passed: nothing is answered any more, and what is missing is the mark. */
  closed?: number;
  extra?: Omit<ExtraTime, "name">;
}

/** Minutes that a super-user gave one person. */
interface ExtraTime {
  name: string;
  minutes: number;
  by: string;
}

interface PaperResult {
  language?: string;
  extra?: Omit<ExtraTime, "name">;
  /** Of a practice: milliseconds of work. */
  spent?: number;
}

/** `questions/views` */
interface QuizViews {
  icon(name: string): Node;
  /** Turns a paper to a view that the page brings, with what its buttons do by `data-do`. */
  turn(paper: HTMLElement, view: string, doing: Record<string, () => void>): Slots;
  /** `1.5`, `80`: a number as people read it. */
  figure(number: number): string;
}

/** `quiz/question` */
interface Questions {
  /** The sheet of this page. */
  sheet(): Sheet | null;
  /** A copy of a question of this page, or of one a draw may take. Copies share ids with each other: show one at a time. */
  question(id: string, place?: SheetPlace): { element: HTMLElement; asked: AskedQuestion } | null;
}

/** `quiz/explain` */
interface Explain {
  /** Verdict, right answer, why, explanation, what to review. Options and parts are marked where they stand in the element. */
  explain(key: QuestionKey, answer: any, graded: Graded, element: HTMLElement): HTMLElement;
  selfMark(max: number, choose: (points: number) => void): HTMLElement;
}

/** `quiz/attempt` */
interface Attempt {
  /** Its clock, which never goes back. */
  now(run: RunningAttempt): number;
  /** The time of something newer than what it replaces. */
  stamp(run: RunningAttempt, before?: { t: number }): number;
  lengthen(sheet: Sheet, run: RunningAttempt, extra: Omit<ExtraTime, "name">): void;
  /** The options of a question in the order of an attempt. */
  options(sheet: Sheet, seed: string, id: string): number[];
  fresh(sheet: Sheet, ids?: string[]): RunningAttempt;
  /** The running attempt of this browser, or another one, with what no longer fits left out; how many answers were cleared and how many questions are gone. */
  resume(sheet: Sheet, found?: RunningAttempt | null): { run: RunningAttempt; cleared: number; removed: number } | null;
  /** That in words. */
  changes(about: { cleared: number; removed: number }): string;
  open(sheet: Sheet, run: RunningAttempt): void;
  /** Puts it aside for somebody else, whose name is not known. */
  park(sheet: Sheet, run: RunningAttempt): void;
  parked(sheet: Sheet): RunningAttempt[];
  isChecked(run: RunningAttempt, id: string): boolean;
  isDone(sheet: Sheet, run: RunningAttempt): boolean;
  isSame(a: Person, b: Person): boolean;
  merge(a: RunningAttempt, b: RunningAttempt): RunningAttempt;
  /** Whether `a` did not know all of `b`. */
  brings(a: RunningAttempt, b: RunningAttempt): boolean;
  /** False when it is over, or another attempt has its place. */
  keep(sheet: Sheet, run: RunningAttempt): boolean;
  join(sheet: Sheet, run: RunningAttempt): void;
  follow(sheet: Sheet, run: RunningAttempt, on: { news(before: RunningAttempt): void; ended(): void }): () => void;
  /** Whether fetched answers are those to the question on this page. */
  fits(sheet: Sheet, key: Record<string, QuestionKey>, id: string): boolean;
  /** Reads the page anew where they are not. */
  isRenewing(sheet: Sheet, key: Record<string, QuestionKey>, ids: string[]): boolean;
  /** Answered, or looked up. */
  isAnswered(run: RunningAttempt, id: string): boolean;
  /** Says in a view where it is and how much is answered: parts `place`, `count`, `previous`. */
  tell(part: Slots, run: RunningAttempt): void;
  /** Marks it, keeps the result, ends the attempt. */
  finish(sheet: Sheet, run: RunningAttempt, key: Record<string, QuestionKey>, finished: number): PaperResult;
  /** Finished ones, newest first. */
  earlier(sheet: Sheet): PaperResult[];
  person(): Person;
}

/** `quiz/review-list`: puts a question into the review, or counts an answer to one that is in it. */
interface ReviewList {
  rate(sheet: Sheet, id: string, verdict: Verdict): void;
  add(sheet: Sheet, ids: string[]): void;
  remove(ids: string[]): void;
  get(id: string): ReviewCard | null;
}

/** Shows anew what the page of a paper has to show now, with what happened meanwhile. */
type Restart = (notice?: string) => void;

/** `quiz/exam-start` */
interface ExamStart {
  startExam(paper: HTMLElement, sheet: Sheet, restart: Restart): void;
  /** Asks whose the running attempt is. */
  askWhose(paper: HTMLElement, sheet: Sheet, run: RunningAttempt, restart: Restart, notice: string): void;
  /** Whether this tab has sat this attempt before. */
  isSitting(run: RunningAttempt): boolean;
}

/** `quiz/extra-time` */
interface TakeExtra {
  /** Lets a code for more time be given. */
  takeExtra(sheet: Sheet, part: Slots, name: () => string, give: (extra: ExtraTime) => void): void;
}

/** `quiz/exam` */
interface Exam {
  sitExam(paper: HTMLElement, sheet: Sheet, run: RunningAttempt, restart: Restart, notice?: string): void;
}

/** `quiz/practice` */
interface Practice {
  /** Returns a way to show what came from another tab. */
  practice(paper: HTMLElement, sheet: Sheet, run: RunningAttempt, options: PracticeOptions): (before: RunningAttempt) => void;
  practiseBank(paper: HTMLElement, sheet: Sheet): void;
  quizItem(sheet: Sheet, line: Drawn, number: string, run: RunningAttempt, options: PracticeOptions): { element: HTMLElement; inputs: AnswerInputs; show(): void } | null;
}

/** `quiz/result` */
interface ResultPage {
  showResult(paper: HTMLElement, sheet: Sheet, result: PaperResult, key: Record<string, QuestionKey>, notice?: string): void;
  /** Below it: the attempts that were finished, but for one. */
  listEarlier(paper: HTMLElement, sheet: Sheet, except?: string): void;
  /** Day and time. */
  when(ms: number): string;
}
