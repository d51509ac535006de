import { iconContentSchema } from '../../../dhis2/entries/icons.ts';
import type { EntryClass } from '../../entries/entry-class.ts';

/**
 * Icons of one's own. Servers draw their pictures anew, so that bytes differ between two that were sent the same: an icon is
 * equal when it is described in the same words and names the same file (decision 0011).
 */
export const icons: EntryClass = {
  kind: 'icons',
  stage: 'settings',
  prepare(entry) {
    if (iconContentSchema.parse(entry.content).image !== undefined) return { entry };
    const message = 'the source does not give the picture of this icon out';
    return { aside: { cause: 'impossible', code: 'FILE_NOT_ON_SOURCE', message } };
  },
  compared(content) {
    const { description, keywords, fileResource } = iconContentSchema.parse(content);
    return { description, keywords: [...new Set(keywords)].sort(), fileResource };
  },
};
