// Types of bundle `questions`: what each type of question does, wherever one is met. A type is one script in `questions/`;
// `tsc` sees to it that each does all of this.

/** What a learner answers one question with. */
interface AnswerField {
  /** Null while nothing is answered. */
  value(): any;
  set(answer: any): void;
  /** What has no answer yet. */
  open(): HTMLElement[];
}

/** An answered question that stands in a page. */
interface Explained {
  key: QuestionKey;
  answer: any;
  graded: Graded;
  element: HTMLElement;
}

interface QuestionType {
  kind: QuestionKind;
  /** `self`: by whoever answered, beside a model answer; `person`: by somebody who watches. */
  markedBy: "key" | "self" | "person";
  /** Makes it answerable; `inputs` does so with a question in it. */
  field(element: HTMLElement, asked: AskedQuestion, inputs: (element: HTMLElement, asked: AskedQuestion) => AnswerField): AnswerField;
  /** Marks an answer, without rounding; `mark` does so with a question in it. */
  mark(key: QuestionKey, answer: any, rule: string, mark: (key: QuestionKey, answer: unknown, rule: string) => Graded): Graded;
  /** Shows where it stands what was right and what was not; gives back what is to stand below as right. */
  explain(about: Explained, explain: (key: QuestionKey, answer: any, graded: Graded, element: HTMLElement) => HTMLElement): HTMLElement | void;
  /** The items in the order that would give the answer away; null where they are not mixed. */
  solved: ((own: HTMLElement, key: QuestionKey) => string[]) | null;
  /** On a screen in front of people. */
  screen: {
    /** Whether its answer is shown, after its question. */
    isRevealed: boolean;
    /** The options that are ticked as right where they stand; null where the answer stands below. */
    ticks: ((key: QuestionKey) => string[]) | null;
  };
  paper: {
    /** What is right, in a few signs. */
    brief(own: HTMLElement, key: QuestionKey): string;
    /** Where to write, below the question. */
    room(own: HTMLElement): Node | "";
    /** What can be ticked on the answer sheet. */
    boxes(own: HTMLElement): string[];
    /** What stands before each place to write on the answer sheet. */
    lines(own: HTMLElement): string[];
    /** What is typed in for it: one sign, several, or a text. */
    cell: "one" | "some" | "text";
    /** What was typed as an answer; undefined when it can not be one. */
    read(typed: string, own: HTMLElement, key: QuestionKey): any;
  };
  /** In the analysis of results. */
  board: {
    /** Whether what was answered is listed part by part, else the most frequent first. */
    isByPart: boolean;
    /** What is listed even if nobody chose it. */
    all(key: QuestionKey): string[];
    /** An answer as what can be counted: part and value. `of` does so with a question in it. */
    chosen(answer: any, key: QuestionKey, of: (answer: any, key?: QuestionKey) => [string, string][]): [string, string][];
    /** That in words, and whether it is right. */
    words(key: QuestionKey, part: string, value: string, of: (key: QuestionKey | undefined, part: string, value: string) => CountedAnswer): CountedAnswer;
  };
}

interface CountedAnswer {
  text: string;
  right: boolean | null;
}

interface QuestionTypes {
  /** In the order in which a paper sets them. */
  kinds: QuestionKind[];
  of(kind: QuestionKind): QuestionType;
}

interface TypedText {
  /** A text as answers are compared. */
  fold(text: unknown): string;
  fills(key: BlankAnswer, text: unknown): boolean;
  isNear(key: NumberAnswer, text: unknown): boolean;
  /** The number a person typed, else NaN. */
  numberOf(text: unknown, unit: string): number;
}

interface Marks {
  list(answer: unknown): unknown[];
  map(answer: unknown): Record<string, unknown>;
  isNothing(value: unknown): boolean;
  count(all: boolean[]): number;
  share(points: number, good: number, all: number, isBlank?: boolean): Graded;
  whole(points: number, isGood: boolean, isBlank?: boolean): Graded;
  sum(marks: { points: number; max: number }[], what: "points" | "max"): number;
  total(marks: Graded[], points: number): Graded;
  byPairs(points: number, pairs: [string, string][], answer: unknown): Graded;
}

interface QuestionElements {
  all(within: ParentNode, selector: string): any[];
  brought(name: string): any;
  ask(element: HTMLElement): string;
  textOf(element: Element): string;
  changed(element: HTMLElement): boolean;
  group(element: HTMLElement, content: HTMLElement): void;
  line(label: string, element: HTMLElement, place: HTMLElement): { box: any; fill(text?: unknown): void };
  selects(element: HTMLElement, about: { content: HTMLElement; lines: HTMLElement[]; name(line: HTMLElement): string; choices: HTMLElement[]; value(choice: HTMLElement): string }): AnswerField;
  copyOf(tag: "li" | "dt" | "dd", element: HTMLElement, selector: string): HTMLElement;
  mark(verdict: string, text?: string): HTMLElement;
  judge(row: HTMLElement, isRight: boolean, text?: string, at?: Element): void;
  within(own: HTMLElement, selector: string): HTMLElement[];
  letter(at: number): string;
  shownLetter(own: HTMLElement, name: string, value: string): string;
  lettered(own: HTMLElement, name: string, typed: string): (string | undefined)[];
}

interface ChoiceTypes {
  single: QuestionType;
  multiple: QuestionType;
  field(isMany: boolean, value: (values: string[]) => unknown): QuestionType["field"];
  explain(rights: (key: QuestionKey) => string[]): QuestionType["explain"];
}

interface MatchingTypes {
  pairs: QuestionType;
  like(pairsOf: (key: QuestionKey) => [string, string][]): Omit<QuestionType, "kind" | "solved" | "board">;
  counted(name: (part: string) => string, pairsOf: (key: QuestionKey) => [string, string][]): QuestionType["board"];
}
