import { userDataStoreContentSchema } from '../../../dhis2/entries/user-data-store.ts';
import type { EntryClass } from '../../entries/entry-class.ts';
import { asideUnlessOnTarget } from '../../entries/users-only.ts';
import { canonicalStored, keyOnTarget, unaddressable } from './stored-text.ts';

/** The stores of single users, for those whom the target has under the same username. */
export const userDataStoreClass: EntryClass = {
  kind: 'userDataStore',
  stage: 'stores',
  batch: 50,
  slicesAtOnce: 4,
  asideSlice: asideUnlessOnTarget,
  prepare({ key, content }, context) {
    const aside = unaddressable(key);
    if (aside !== undefined) return { aside };
    const { value, encrypted } = userDataStoreContentSchema.parse(content);
    return {
      entry: {
        key: keyOnTarget(key, context),
        content: { value: context.identity.rewriteText(value), encrypted },
      },
    };
  },
  compared: (content) => canonicalStored(userDataStoreContentSchema.parse(content)),
};
