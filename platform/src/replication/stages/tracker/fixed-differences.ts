import { digestOf } from '../../../model/digest.ts';
import type { Finding } from '../../../model/finding.ts';
import type { TrackerObject } from '../../../model/tracker-objects.ts';
import type { Uid } from '../../../model/uid.ts';
import { createRowLanes, textLaneA, textLaneB } from '../../slices/row-hash.ts';
import { createRowTable, type RowComparison } from '../../slices/row-table.ts';
import { type Comparison, canonicalObject, completionOf } from './canonical-form.ts';
import { textOf, uidOf } from './object-access.ts';
import { createRemovable } from './removed-values.ts';

/** Why the target will never hold an object as the source does, whatever is sent. */
const fixed = {
  NOTE_CANNOT_BE_CHANGED: 'the target has other notes, and the API only adds notes',
  ASSIGNMENT_CANNOT_BE_REMOVED: 'the target has an assigned user, and the API only replaces one',
  VALUE_CANNOT_BE_REMOVED: 'the target has a value that it refuses to have removed',
} as const;
export type FixedCode = keyof typeof fixed;

/**
 * What the target holds of the parts of objects that no import changes or removes. An object that differs in nothing else
 * is not sent again at each run.
 */
export interface FixedDifferences {
  /** Takes an object of the target. */
  add(object: TrackerObject): void;
  /** Why it would be in vain to send an object that is known to differ; undefined when it would not. */
  codeOf(object: TrackerObject): FixedCode | undefined;
}

export function createFixedDifferences(comparison: Comparison, toTargetUid: (uid: Uid) => Uid): FixedDifferences {
  const { slice } = comparison;
  const [changeable, notes] = [createRowTable(), createRowTable(16)];
  const [assignments, values] = [createRowTable(16), createRowTable(16)];
  const removableOf = createRemovable(slice, toTargetUid);
  const lanes = createRowLanes();
  const row = (key: string, content: string) => {
    lanes.keyA = textLaneA(key);
    lanes.keyB = textLaneB(key);
    lanes.contentA = textLaneA(content);
    lanes.contentB = textLaneB(content);
    return lanes;
  };
  const partsOf = (object: TrackerObject): Parts => divide(object, comparison, removableOf(object));
  const countOf = ({ values: all }: Parts) => (all.length === 0 ? undefined : String(all.length));
  return {
    add(object) {
      const uid = uidOf(slice.type, object);
      const parts = partsOf(object);
      changeable.add(row(uid, parts.changeable));
      for (const [note] of parts.notes) notes.add(row(note, ''));
      if (parts.assignedUser !== undefined) assignments.add(row(uid, parts.assignedUser));
      for (const [element, value] of parts.values) values.add(row(`${uid}/${element}`, value));
      const count = countOf(parts);
      if (count !== undefined) values.add(row(`${uid}/count`, count));
    },
    codeOf(object) {
      const uid = uidOf(slice.type, object);
      const parts = partsOf(object);
      const isThere = (found: RowComparison) => found === 'equal';
      if (!isThere(changeable.compare(row(uid, parts.changeable)))) return undefined;
      if (!parts.notes.every(([note]) => isThere(notes.compare(row(note, ''))))) return undefined;
      if (!parts.values.every(([element, value]) => isThere(values.compare(row(`${uid}/${element}`, value))))) {
        return undefined;
      }
      const assigned = assignments.compare(row(uid, parts.assignedUser ?? ''));
      if (parts.assignedUser !== undefined && !isThere(assigned)) return undefined;
      if (parts.assignedUser === undefined && assigned !== 'absent') return 'ASSIGNMENT_CANNOT_BE_REMOVED';
      const count = values.compare(row(`${uid}/count`, countOf(parts) ?? ''));
      const hasOthers = count === 'different' || (count === 'absent') !== (parts.values.length === 0);
      return hasOthers ? 'VALUE_CANNOT_BE_REMOVED' : 'NOTE_CANNOT_BE_CHANGED';
    },
  };
}

/** The finding for an object that is left as the target has it. */
export function fixedDifference(type: string, key: Uid, code: FixedCode): Finding {
  return { type, key, cause: 'impossible', code, message: fixed[code] };
}

type Pairs = readonly (readonly [string, string])[];

interface Parts {
  /** Digest of everything that an import changes. */
  readonly changeable: string;
  readonly notes: Pairs;
  readonly assignedUser: string | undefined;
  /** Values that can be set, not removed. */
  readonly values: Pairs;
}

function divide(object: TrackerObject, comparison: Comparison, removable: ReadonlySet<Uid>): Parts {
  const { notes, assignedUser, ...rest } = canonicalObject(object, comparison);
  const list = comparison.slice.type === 'events' ? 'dataValues' : 'attributes';
  const all = (rest[list] ?? []) as Pairs;
  const others = all.filter(([element]) => removable.has(element));
  return {
    changeable: digestOf([{ ...rest, [list]: others }, completionOf(object, comparison)]),
    notes: (notes ?? []) as Pairs,
    assignedUser: textOf({ assignedUser }, 'assignedUser'),
    values: all.filter(([element]) => !removable.has(element)),
  };
}
