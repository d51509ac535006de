import { canonicalText } from '../../../model/digest.ts';
import type { Finding } from '../../../model/finding.ts';
import type { TrackerObject } from '../../../model/tracker-objects.ts';
import type { Uid } from '../../../model/uid.ts';
import { type CanonicalObject, type Comparison, canonicalObject, completionOf } from './canonical-form.ts';
import { normalDate } from './normal-values.ts';
import { recordsOf, textOf, uidOf } from './object-access.ts';

/** A source object (spelled for the target) that is not the same on the target, and its counterpart if there is one. */
export interface Difference {
  readonly object: TrackerObject;
  /** `updatedAt` of the source object, by the source's clock. */
  readonly updatedAt?: string | undefined;
  readonly counterpart?: TrackerObject | undefined;
}

/**
 * Why an object differs: what the ledger has told of it, else a change on the source since the run began, else what no
 * import can change, else nothing that we know. Only names of properties are told, never what they hold.
 */
export function explainDifference(
  difference: Difference,
  comparison: Comparison,
  told: readonly Finding[],
  runStartedAt: string | undefined,
): Finding {
  const { type } = comparison.slice;
  const key = uidOf(type, difference.object);
  const properties = differingProperties(difference, comparison);
  const message = difference.counterpart ? `differs in ${properties.join(', ')}` : 'missing on the target';
  const before = told.find((finding) => finding.key === key && finding.cause !== 'unexplained');
  if (before) return { type, key, cause: before.cause, code: before.code, message: before.message };
  const updatedAt = normalDate(difference.updatedAt);
  if (updatedAt !== undefined && runStartedAt !== undefined && updatedAt > runStartedAt) {
    return { type, key, cause: 'changed-meanwhile', code: 'CHANGED_MEANWHILE', message };
  }
  const fixed = fixedCode(difference, properties);
  if (fixed !== undefined) return { type, key, cause: 'impossible', code: fixed, message };
  return { type, key, cause: 'unexplained', code: difference.counterpart ? 'DIFFERS' : 'MISSING', message };
}

/** The properties in which two objects differ, values by their UIDs: `attributes.<uid>`, `dataValues.<uid>`. */
export function differingProperties({ object, counterpart }: Difference, comparison: Comparison): string[] {
  if (counterpart === undefined) return [];
  const wanted = flattened(canonicalObject(object, comparison), completionOf(object, comparison));
  const found = flattened(canonicalObject(counterpart, comparison), completionOf(counterpart, comparison));
  const names = new Set([...wanted.keys(), ...found.keys()]);
  return [...names].filter((name) => wanted.get(name) !== found.get(name)).sort();
}

function flattened(canonical: CanonicalObject, completedAt: string | undefined): Map<string, string> {
  const properties = new Map<string, string>();
  for (const [name, value] of Object.entries({ ...canonical, completedAt })) {
    if (Array.isArray(value)) {
      for (const [key, item] of value as [Uid, string][]) properties.set(`${name}.${key}`, item);
    } else if (value !== undefined && value !== null) properties.set(name, canonicalText(value));
  }
  return properties;
}

const clientDates: ReadonlySet<string> = new Set(['createdAtClient', 'updatedAtClient']);

/**
 * Differences that no import removes: notes are only added (E1119), an assignment is only replaced, and a client's date that the object
 * never had is filled in (2.43.1, on creation; releases before, when something of it is deleted).
 */
function fixedCode({ object, counterpart }: Difference, properties: readonly string[]): string | undefined {
  if (counterpart === undefined) return undefined;
  const there = new Set(recordsOf(counterpart, 'notes').map((item) => textOf(item, 'note')));
  const isFixedNote = (name: string) => name.startsWith('notes.') && there.has(name.slice('notes.'.length));
  if (properties.every(isFixedNote)) return 'NOTE_CANNOT_BE_CHANGED';
  if (properties.every((name) => clientDates.has(name) && object[name] === undefined)) return 'CLIENT_DATE_FILLED_IN';
  const onlyAssignment = properties.every((name) => name === 'assignedUser');
  return onlyAssignment && object.assignedUser === undefined ? 'ASSIGNMENT_CANNOT_BE_REMOVED' : undefined;
}
