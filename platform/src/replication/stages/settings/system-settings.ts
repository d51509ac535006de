import { settingContentSchema } from '../../../dhis2/entries/system-settings.ts';
import { oldestRelease, releaseNumber } from '../../../dhis2/versions.ts';
import { hasSetting } from '../../../model/setting-defaults.ts';
import type { EntryClass } from '../../entries/entry-class.ts';
import { reasonToKeep } from './own-settings.ts';

/**
 * The settings of the system that somebody has set. One that is at its default on the source goes back to the default of
 * the target's release, whatever that is there: absence counts.
 */
export const systemSettingsClass: EntryClass = {
  kind: 'systemSettings',
  stage: 'settings',
  absenceCounts: true,
  prepare(entry) {
    const reason = reasonToKeep(entry.key);
    if ('confidential' in settingContentSchema.parse(entry.content)) {
      const message = `DHIS2 does not give it away. ${reason ?? ''}`.trim();
      return { aside: { cause: 'impossible', code: 'SETTING_CONFIDENTIAL', message } };
    }
    if (reason !== undefined) return { aside: { cause: 'skipped', code: 'OWN_SETTING', message: reason } };
    return { entry };
  },
  isTargetsOwn({ key }, { source }) {
    // A source of a release that has no such setting says nothing about it.
    const release = releaseNumber(source.facts.release) ?? oldestRelease;
    return reasonToKeep(key) !== undefined || !hasSetting(release, key);
  },
};
