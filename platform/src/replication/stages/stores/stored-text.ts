import { isAddressable } from '../../../dhis2/entries/store-path.ts';
import { joinEntryKey, splitEntryKey } from '../../../model/entry-key.ts';
import { canonicalJsonText } from '../../../model/json-text.ts';
import type { Aside } from '../../entries/entry-class.ts';
import type { RunContext } from '../../run-context.ts';

/** Two values are the same when no reader of JSON can tell them apart: but null, nothing and emptiness are three things. */
export function canonicalStored<T extends { readonly value: string }>(stored: T): T {
  return { ...stored, value: canonicalJsonText(stored.value) };
}

/** The last part of a key as the target spells it: apps name what they keep after the objects it is about. */
export function keyOnTarget(key: string, { identity }: RunContext): string {
  const parts = splitEntryKey(key);
  return joinEntryKey(...parts.slice(0, -1), identity.rewriteText(parts.at(-1) ?? ''));
}

/** Why an entry cannot be written: no path of the Web API can name it. */
export function unaddressable(key: string): Aside | undefined {
  if (splitEntryKey(key).every(isAddressable)) return undefined;
  const message =
    'DHIS2 refuses every address that has a slash, backslash, semicolon, percent or control sign in a name.';
  return { cause: 'impossible', code: 'KEY_NOT_ADDRESSABLE', message };
}
