import { z } from 'zod';
import type { EntryClass } from '../../entries/entry-class.ts';
import { isEntityCarried } from '../tracker/carried-objects.ts';

const contentSchema = z.looseObject({ status: z.string() });

/** Pairs of tracked entities that may be one person, compared by what became of them. Relais merges and deletes nobody. */
export const potentialDuplicates: EntryClass = {
  kind: 'potentialDuplicates',
  async isCarried({ key }, context) {
    const [original = '', duplicate = ''] = key.split('/');
    return (await isEntityCarried(context, original)) && (await isEntityCarried(context, duplicate));
  },
  stage: 'ownership',
  batch: 100,
  prepare(entry) {
    if (contentSchema.parse(entry.content).status !== 'MERGED') return { entry };
    const message = 'A merged pair cannot be made over the API, and one of the two is gone.';
    return { aside: { cause: 'impossible', code: 'MERGED_PAIR', message } };
  },
  compared: (content) => contentSchema.parse(content).status,
  // Which pairs of the target belong to a selection, only the source's entities say.
  isTargetsOwn: (_entry, { scope }) => !scope.isEverything,
};
