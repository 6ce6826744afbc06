// Types of the learner's path: where somebody is, and what the views share.

/** `updated`: done, but the text is another one now · `again`: done once, to be learned again. */
type StepState = "todo" | "started" | "done" | "updated" | "again";

interface Stand {
  state: StepState;
  /** Of a course: how many of its lessons. */
  done: number;
  total: number;
  /** When it changed last, in milliseconds; 0 for never. */
  at: number;
  /** Of a paper or a task: the attempt that counts. */
  result: PaperResult | null;
}

/** A step that is no course, with the step of the path it belongs to. */
interface Leaf extends Stand {
  step: PathStep;
  top: PathStep;
  /** Of `top` in the path, and of the lesson in its course. */
  index: number;
  lesson: number;
  missing: string[];
}

interface Overview {
  state: "new" | "going" | "complete";
  /** Steps of the path. */
  done: number;
  total: number;
  /** Of all there is to do, courses by their lessons. */
  percent: number;
  minutes: number;
  next: Leaf | null;
  at: number;
  leaves: Leaf[];
}

interface Standing {
  of(step: PathStep): Stand;
  /** The changes of a page that are newer than what was learned of it. */
  news(step: PathStep): { mark: string; text: string }[];
  /** `path`: the steps it is one of. */
  missing(step: PathStep, path?: PathStep[]): string[];
  leaves(steps: PathStep[]): Leaf[];
  next(all: Leaf[], after?: number): Leaf | null;
  overview(steps: PathStep[]): Overview;
}

/** A role or a course, as far as it is a path. */
interface Journey {
  id: string;
  title: string;
  href: string;
  steps: PathStep[];
}

/** `learn/state` */
interface States {
  standing(progress: Pick<Progress, "get" | "all">, courses?: PathStep[]): Standing;
  lessonKey(id: string): string;
  isDone(stand: { state: StepState }): boolean;
  best(results: PaperResult[]): PaperResult | null;
}

/** `learn/learner` */
interface Learner {
  /** A drawing or a part of the page that `partials/learn.html` brings along. */
  part(name: string): DocumentFragment;
  date(ms: number): string;
  standing(): Standing;
  journeys(): Journey[];
  journey(id: string): Journey | undefined;
  /** The path of the reader's role. */
  own(): Journey | undefined;
  /** Of these, or of all journeys; after a course its lessons. */
  steps(of?: PathStep[]): PathStep[];
  /** What a step that has to come first is called, and where it is. */
  named(id: string): { title: string; href: string };
  /** Writes the same of all of them into a line, in words and links; without any the line is hidden. */
  requires(line: any, ids: string[]): void;
  minutes(n: number): string;
  /** In percent, rounded down to one decimal. */
  share(of: { points: number; max: number }): number;
  said(stand: Stand): string;
  /** Fills a card that shows how far a journey has come. */
  card(element: Element, journey: Journey): Overview;
  setting(name: string): any;
  /** Shows what is kept in inputs with a `data-setting`, which keep themselves. */
  settings(within: ParentNode): void;
  /** Calls at once, and after every change of progress, role or page. */
  follow(refresh: () => void): void;
  /** The review is not switched off. */
  isReviewing(): boolean;
  /** Missed questions to ask again today, and how many there are in all. */
  due(): { count: number; today: [string, ReviewCard][] };
  /** A quiz or a bank of the site. */
  paper(id: string): { id: string; title: string; href: string; asks: string } | undefined;
  /** The review, without questions that are asked no more. */
  cards(): [string, any][];
  /** The address at which a question is reviewed. */
  reviewOf(card: ReviewCard): string;
  review(): { count: number; today: number; href: string };
  /** The course that is followed in this tab without a role; with an argument it is this one from now on. */
  onWay(id?: string): string;
}

/** `learn/track` */
interface Track {
  /** One line of a rail: its mark, its state in words. */
  dress(line: Element, step: PathStep, number: number, next: Leaf | null, path?: PathStep[]): void;
}
