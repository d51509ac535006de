import type { ReleaseText } from './release-text.ts';
import { textsFromE1000 } from './validation-texts-e1000.ts';
import { textsFromE1060 } from './validation-texts-e1060.ts';

/**
 * Texts of the tracker's validation codes by release, as the server words them (API.md §9.3; texts of 2.40.1, 2.41.5.1,
 * 2.42.4.1 and 2.43.1). A release uses the last text that is not newer than itself.
 */
const texts: Readonly<Record<string, readonly ReleaseText[]>> = { ...textsFromE1000, ...textsFromE1060 };

/** The text of a validation code in a release, with places `{0}` … for its arguments. */
export function validationMessage(minor: number, errorCode: string): string {
  const known = texts[errorCode] ?? [];
  return (known.findLast(([since]) => since <= minor) ?? known[0])?.[1] ?? errorCode;
}
