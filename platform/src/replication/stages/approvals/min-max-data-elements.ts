import type { EntryClass } from '../../entries/entry-class.ts';
import { targetKey, withTargetKey } from '../../entries/target-key.ts';

const types = ['dataElements', 'organisationUnits', 'categoryOptionCombos'];

/** Min-max values, whether people entered them or the instance generated them. */
export const minMaxDataElements: EntryClass = {
  kind: 'minMaxDataElements',
  keyParts: types,
  stage: 'approvals',
  batch: 1000,
  slicesAtOnce: 2,
  targetSlice: (slice, { identity }) => targetKey(slice, types, identity),
  prepare: (entry, context) => withTargetKey(entry, types, context),
};
