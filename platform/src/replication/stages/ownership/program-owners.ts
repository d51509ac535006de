import { z } from 'zod';
import type { EntryClass } from '../../entries/entry-class.ts';
import { targetKey, withTargetKey } from '../../entries/target-key.ts';
import { isEntityCarried } from '../tracker/carried-objects.ts';

const types = ['programs', 'organisationUnits'];
const contentSchema = z.object({ orgUnit: z.string() });

/**
 * Owners of tracked entities. The target makes the org unit of the first enrollment the owner; only owners that differ from
 * that are transferred. The history of owners and accesses for a while (break the glass) are the target's own.
 */
export const programOwners: EntryClass = {
  kind: 'programOwners',
  keyParts: ['programs'],
  isCarried: async ({ key, content }, context) =>
    context.scope.holdsDataOf('organisationUnits', contentSchema.parse(content).orgUnit) &&
    (await isEntityCarried(context, key.split('/')[1] ?? '')),
  stage: 'ownership',
  batch: 100,
  slicesAtOnce: 2,
  targetSlice: (slice, { identity }) => targetKey(slice, types, identity),
  prepare(entry, context) {
    const { orgUnit } = contentSchema.parse(entry.content);
    const message = `organisationUnits ${orgUnit} was refused, on which this depends`;
    if (context.isRefused('organisationUnits', orgUnit)) {
      return { aside: { cause: 'refused', code: 'DEPENDS_ON_REFUSED', message } };
    }
    const prepared = withTargetKey(entry, ['programs', undefined], context);
    if ('aside' in prepared) return prepared;
    return { entry: { ...prepared.entry, content: { orgUnit: context.identity.toTarget(orgUnit) } } };
  },
  // Told with the tracked entities and enrollments that only the target has.
  isTargetsOwn: () => true,
};
