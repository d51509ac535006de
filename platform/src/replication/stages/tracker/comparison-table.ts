import type { TrackerObject } from '../../../model/tracker-objects.ts';
import type { Uid } from '../../../model/uid.ts';
import { createRowLanes, type RowLanes, textLaneA, textLaneB } from '../../slices/row-hash.ts';
import { createRowTable, type RowComparison } from '../../slices/row-table.ts';
import { type Comparison, completionOf, digestOfObject } from './canonical-form.ts';
import type { FixedCode, FixedDifferences } from './fixed-differences.ts';
import { uidOf } from './object-access.ts';

/** What has to be done so that the target holds an object as the source does. */
export type ObjectComparison = RowComparison | 'completed-at-another-time';

/** One side's objects of a slice, as hashes only: about 30 bytes each, so that a million fit (`slices/row-table.ts`). */
export interface ComparisonTable {
  readonly size: number;
  /** Objects that no call of `compare` has asked for. */
  readonly unseen: number;
  add(object: TrackerObject): void;
  /** Compares an object of the other side; both are spelled with the target's UIDs. */
  compare(object: TrackerObject): ObjectComparison;
  /** Whether the object is here and was not asked for. */
  isUnseen(object: TrackerObject): boolean;
  /** Why sending an object that was found different would change nothing; asked of a target's table only. */
  fixedCode(object: TrackerObject): FixedCode | undefined;
}

/** `fixed` is given for a target's table, against which objects are sent. */
export function createComparisonTable(comparison: Comparison, fixed?: FixedDifferences): ComparisonTable {
  const objects = createRowTable();
  const completions = createRowTable(16);
  const lanes = createRowLanes();
  const { type } = comparison.slice;
  return {
    get size() {
      return objects.size;
    },
    get unseen() {
      return objects.unseen;
    },
    add(object) {
      const uid = uidOf(type, object);
      objects.add(fill(lanes, uid, digestOfObject(object, comparison)));
      const completion = completionOf(object, comparison);
      if (completion !== undefined) completions.add(fill(lanes, uid, completion));
      fixed?.add(object);
    },
    fixedCode: (object) => fixed?.codeOf(object),
    compare(object) {
      const uid = uidOf(type, object);
      const found = objects.compare(fill(lanes, uid, digestOfObject(object, comparison)));
      const completion = completionOf(object, comparison);
      if (found === 'absent' || completion === undefined) return found;
      const completed = completions.compare(fill(lanes, uid, completion));
      if (completed === 'different' || (completed === 'absent' && found === 'equal'))
        return 'completed-at-another-time';
      return found;
    },
    isUnseen(object) {
      return objects.isUnseen(fill(lanes, uidOf(type, object), ''));
    },
  };
}

function fill(lanes: RowLanes, uid: Uid, content: string): RowLanes {
  lanes.keyA = textLaneA(uid);
  lanes.keyB = textLaneB(uid);
  lanes.contentA = textLaneA(content);
  lanes.contentB = textLaneB(content);
  return lanes;
}
