import type { Finding } from '../../../model/finding.ts';
import type { TrackerObject } from '../../../model/tracker-objects.ts';
import type { Comparison } from './canonical-form.ts';
import { recordOf, textOf } from './object-access.ts';

/** Something of an object that the target has no place for, over the API. */
type Loss = keyof typeof losses;

/** The closed list of what cannot be carried over, with the reason as people read it (API.md §9.3). */
const losses = {
  COMPLETION_DATE_NOT_KEPT: 'until 2.41 the target sets the completion date to the moment of the import',
  CANCELLATION_DATE_NOT_KEPT: 'no release takes the date of a cancellation (E1052)',
  ASSIGNED_USER_NOT_KEPT: 'the importer ignores assigned users where the stage does not assign any',
  ENROLLMENT_COMBO_NOT_KEPT: 'before 2.43 enrollments have no attribute option combo',
} as const;

/** What of an object gets lost; the object counts as equal without it. */
export function lossesOf(object: TrackerObject, { slice, target, assigningStages }: Comparison): Loss[] {
  const found: Loss[] = [];
  const isCompletable = slice.type === 'enrollments' || slice.type === 'events';
  if (isCompletable && textOf(object, 'completedAt') !== undefined) {
    if (object.status === 'COMPLETED' && !target.keepsCompletedAt) found.push('COMPLETION_DATE_NOT_KEPT');
    if (object.status === 'CANCELLED') found.push('CANCELLATION_DATE_NOT_KEPT');
  }
  if (slice.type === 'events') {
    const username = textOf(recordOf(object, 'assignedUser') ?? {}, 'username');
    const stage = textOf(object, 'programStage') ?? '';
    if (username !== undefined && !assigningStages.has(stage)) found.push('ASSIGNED_USER_NOT_KEPT');
  }
  const hasCombo = slice.type === 'enrollments' && textOf(object, 'attributeOptionCombo') !== undefined;
  if (hasCombo && !target.holdsEnrollmentAttributeOptionCombo) found.push('ENROLLMENT_COMBO_NOT_KEPT');
  return found;
}

/** Counts losses over a slice, and tells each kind once. */
export function createLossCount(comparison: Comparison): {
  add(object: TrackerObject): void;
  findings(): Finding[];
} {
  const counts = new Map<Loss, number>();
  const { type, key, area, program } = comparison.slice;
  return {
    add(object) {
      for (const loss of lossesOf(object, comparison)) counts.set(loss, (counts.get(loss) ?? 0) + 1);
    },
    findings: () =>
      [...counts].map(([code, count]) => ({
        type,
        key: area === undefined ? (program?.uid ?? key) : key,
        name: program?.name,
        cause: 'impossible',
        code,
        message: losses[code],
        count,
      })),
  };
}
