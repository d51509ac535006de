import type { ObjectDiff } from '../../api/diffs.ts';

type References = ObjectDiff['references'];

const uidPattern = /^[A-Za-z][A-Za-z0-9]{10}$/;
/** Longer texts are forms and scripts; the beginning tells which. */
const longest = 2_000;

/** A value of an object as people read it: objects that it names by their UIDs are called by their names. */
export function valueInWords(value: unknown, references: References): string {
  if (value === undefined || value === null) return '–';
  if (typeof value === 'string') return shorten(nameOf(value, references));
  if (typeof value !== 'object') return String(value);
  const uid = loneUid(value);
  if (uid !== undefined) return nameOf(uid, references);
  const named = JSON.stringify(
    value,
    (_, part: unknown) => (typeof part === 'string' ? nameOf(part, references) : part),
    2,
  );
  return shorten(named);
}

/** `{id: …}`, as DHIS2 spells a reference. */
function loneUid(value: object): string | undefined {
  const entries = Object.entries(value);
  const [first] = entries;
  return entries.length === 1 && first?.[0] === 'id' && typeof first[1] === 'string' ? first[1] : undefined;
}

function nameOf(text: string, references: References): string {
  const found = uidPattern.test(text) ? references[text] : undefined;
  return found === undefined ? text : `${found.name} (${text})`;
}

function shorten(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
