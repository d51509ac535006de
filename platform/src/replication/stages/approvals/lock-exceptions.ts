import type { EntryClass } from '../../entries/entry-class.ts';
import { withTargetKey } from '../../entries/target-key.ts';

const types = ['dataSets', undefined, 'organisationUnits'];

/** Who may still enter an expired period. */
export const lockExceptions: EntryClass = {
  kind: 'lockExceptions',
  keyParts: ['dataSets', 'period', 'organisationUnits'],
  stage: 'approvals',
  prepare: (entry, context) => withTargetKey(entry, types, context),
};
