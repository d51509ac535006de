import type { Bilingual } from '../model/language.ts';

/** What a code means to a person, and what that person can do about it. */
export interface CodeExplanation {
  readonly means: Bilingual;
  readonly remedy: Bilingual;
}

/** Explanations by code. */
export type CodeDictionary = Readonly<Record<string, CodeExplanation>>;

/** One explanation for several codes. */
export function alike(codes: readonly string[], explanation: CodeExplanation): CodeDictionary {
  return Object.fromEntries(codes.map((code) => [code, explanation]));
}
