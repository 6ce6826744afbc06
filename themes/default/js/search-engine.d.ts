// Types that the scripts of the search engine share among themselves. What others use is in rolebook.d.ts.

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

/** A page as its terms judge it. */
interface SearchCandidate {
  page: number;
  score: number;
  /** Where to look in it. */
  unit: number;
  /** The share of the query that it has, from 0 to 1. */
  cover: number;
  inName: boolean;
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

interface Search {
  judging: {
    query(text: string, label: SearchQuery["label"], factor: number): SearchQuery;
    judge(data: SearchData, query: SearchQuery, all: boolean): Promise<SearchJudged>;
  };
  others(data: SearchData, base: SearchQuery, tokens: SearchToken[]): Promise<SearchQuery[]>;
  readPage(data: SearchData, candidate: SearchCandidate, all: boolean): Promise<SearchPageRead>;
}
