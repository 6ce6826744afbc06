// Every script of the theme by its id, with what it gives back; `void` for one that only does its work. Here the needs of a
// script get their types, so that each of them is checked.
interface Modules {
  address: Address;
  anchors: void;
  announce: (text: string) => void;
  clipboard: CopyText;
  copy: void;
  drawer: void;
  early: Early;
  elements: Elements;
  folded: void;
  keys: Keys;
  "last-page": { trail(): Trail };
  lens: Lens;
  /** Fetches a script or a style; scripts run as they come, or in the order in which they were asked for. */
  load: (src: string, inOrder?: boolean) => Promise<void>;
  menus: void;
  "open-target": void;
  print: void;
  /** Gives a text to the reader as a file. */
  save: (name: string, text: string, type?: string) => void;
  /** An interface text in the language of the page, with values in their places. */
  say: (text: TextKey, values?: Record<string, any>) => string;
  "search-button": void;
  sidebar: void;
  tables: void;
  tabs: void;
  terms: void;
  theme: void;
  toc: void;
  zoom: void;

  "learn/codes": Codes;
  "learn/learner": Learner;
  "learn/lesson-end": void;
  "learn/names": Names;
  "learn/record": Records;
  "learn/schedule": Schedule;
  "learn/state": States;
  "learn/store": Progress;
  "learn/super-user": void;
  "learn/track": Track;
  "learn/transfer": void;
  "learn/veil": Veil;

  "help/ask": void;
  "help/tell": void;

  "tell/feedback": { open(): void };
  "tell/report": { id(bytes: Uint8Array): string; text(report: FeedbackReport): string };

  "mine/certificate": void;
  "mine/home": void;
  "mine/learning": void;

  "data/tools": void;

  "checks/checklist": void;
  "checks/handover": void;

  "quiz/allowance": Allowance;
  "quiz/attempt": Attempt;
  "quiz/draw": Draw;
  "quiz/exam": Exam;
  "quiz/exam-start": ExamStart;
  "quiz/explain": Explain;
  "quiz/extra-time": TakeExtra;
  "quiz/grading": Grading;
  /** Makes a question answerable. Changes of the answer fire `input` or `change` on the element. */
  "quiz/inputs": (element: HTMLElement, asked: AskedQuestion) => AnswerInputs;
  "quiz/practice": Practice;
  "quiz/question": Questions;
  "quiz/result": ResultPage;
  "quiz/review": { reviewToday(paper: HTMLElement, sheet: Sheet): void };
  "quiz/review-list": ReviewList;
  "quiz/runner": void;
  
  "questions/case": QuestionType;
  "questions/categorize": QuestionType;
  "questions/choice": ChoiceTypes;
  "questions/cloze": QuestionType;
  "questions/elements": QuestionElements;
  "questions/essay": QuestionType;
  "questions/marks": Marks;
  "questions/matching": MatchingTypes;
  "questions/numeric": QuestionType;
  "questions/ordering": QuestionType;
  "questions/practical": QuestionType;
  "questions/text": TypedText;
  "questions/true-false": QuestionType;
  "questions/types": QuestionTypes;
  "questions/views": QuizViews;

  "toolbar/toolbar": void;
  "super/overlay": Overlay;
  "super/present": Tool;
  "super/presenter": Presenter;
  "papers/extra": Tool;
  /** Opens the grid for the papers of a seed. */
  "papers/grid": (seed: string) => void;
  "papers/lines": PaperLines;
  "papers/papers": Tool;
  "papers/practical": Tool;
  "papers/present": Tool;
  "papers/sheet": PaperSheet;

  "board/analysis": BoardAnalysis;
  "board/checklist-table": ChecklistTables;
  "board/marking": MakeMarking;
  "board/names": MakeNames;
  "board/page": void;
  "board/people": BoardPeople;
  "board/people-table": BoardPeopleTable;
  "board/phrases": BoardPhrases;
  "board/questions": BoardQuestions;
  "board/results": BoardResults;
  "board/unnamed": MakeUnnamed;

  "search/box/dialog": { show(): void };
  /** Marks words in the text of this page and goes to the first. */
  "search/box/highlight": (words: string[]) => void;
  "search/box/groups": SearchGroups;
  /** What is said where nothing was found, with the titles that are nearest. */
  "search/box/nothing": (nearest: SearchResult["nearest"]) => HTMLElement[];
  "search/box/page": void;
  "search/box/parts": SearchBox;
  "search/box/view": (box: HTMLElement, options: SearchViewOptions) => SearchView;
  "search/engine/data": EngineData;
  "search/engine/open": EngineOpen;
  "search/engine/pinyin": EnginePinyin;
  "search/engine/rank": EngineRank;
  "search/engine/rewrite": EngineRewrite;
  "search/engine/rows": SearchRows;
  "search/engine/answers": EngineAnswers;
  "search/engine/asked": EngineAsked;
  "search/engine/snippets": EngineSnippets;
  "search/engine/text": EngineText;
}
