import { userSettingsContentSchema } from '../../../dhis2/entries/user-settings.ts';
import type { EntryClass } from '../../entries/entry-class.ts';
import { asideUnlessOnTarget } from '../../entries/users-only.ts';

/** What users have set for themselves, for those whom the target has under the same username. */
export const userSettingsClass: EntryClass = {
  kind: 'userSettings',
  stage: 'settings',
  batch: 20,
  slicesAtOnce: 2,
  async prepare(entry, context) {
    const aside = await asideUnlessOnTarget(entry.key, context);
    return aside === undefined ? { entry } : { aside };
  },
  compared: (content) => userSettingsContentSchema.parse(content).settings,
  // A user whom only the target has: the source says nothing about what they set.
  isTargetsOwn: () => true,
};
