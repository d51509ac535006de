import { z } from 'zod';
import type { EntryClass } from '../../entries/entry-class.ts';
import { targetKey, withTargetKey } from '../../entries/target-key.ts';

const types = ['dataApprovalWorkflows', undefined, 'organisationUnits', 'categoryOptionCombos'];
const contentSchema = z.looseObject({ state: z.string(), level: z.string() });

/**
 * Approvals and acceptances. That something is not approved says something too: what the source took back is taken back.
 * Who approved, and when, cannot be carried: the target names the account of the run and its own clock.
 */
export const dataApprovals: EntryClass = {
  kind: 'dataApprovals',
  keyParts: ['dataApprovalWorkflows', 'period', 'organisationUnits', 'categoryOptionCombos'],
  stage: 'approvals',
  batch: 500,
  // A workflow's approvals of one period hang on those of no other.
  slicesAtOnce: 4,
  absenceCounts: true,
  targetSlice: (slice, { identity }) => targetKey(slice, types, identity),
  prepare(entry, context) {
    const prepared = withTargetKey(entry, types, context);
    if ('aside' in prepared) return prepared;
    const { state, level } = contentSchema.parse(entry.content);
    return { entry: { ...prepared.entry, content: { state, level: context.identity.toTarget(level) } } };
  },
  lost: {
    code: 'APPROVER_NOT_KEPT',
    message: 'The target names the account of the run and its own clock where the source names who approved, and when.',
  },
};
