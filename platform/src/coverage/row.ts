/** What Relais does about one kind of thing that DHIS2 holds. */
export type CoverageVerdict = 'replicated' | 'carried inside' | 'left alone' | 'impossible' | 'computed';

/** One row of docs/coverage.md. */
export interface CoverageRow {
  /** DHIS2's own name: a schema's plural, a class of data, a path of the API. */
  readonly thing: string;
  readonly verdict: CoverageVerdict;
  /** What comes over, or why nothing does. */
  readonly sentence: string;
  /** Releases that have it, shortened: `2.40 – 2.42`; all of 2.38 … 2.43 when absent. */
  readonly releases?: string | undefined;
  /** The test that proves it, from the project's folder; every replicated thing has one. */
  readonly proof?: string | undefined;
}

/** Rows under one title. */
export interface CoverageSection {
  readonly title: string;
  readonly introduction: string;
  readonly rows: readonly CoverageRow[];
}
