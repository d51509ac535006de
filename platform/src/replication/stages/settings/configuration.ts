import { configurationContentSchema, configurationReferences } from '../../../dhis2/entries/configuration.ts';
import { oldestRelease, releaseFacts, releaseNumber } from '../../../dhis2/versions.ts';
import type { EntryClass } from '../../entries/entry-class.ts';

/**
 * The configuration that refers to metadata, and who may call the instance from a browser. Its identifier (`systemId`), what
 * is set in its files (`systemReadOnlyMode`, `appHubUrl`, `twoFactorMethods`) and the remote server are its own, and not
 * even read.
 */
export const configurationClass: EntryClass = {
  kind: 'configuration',
  stage: 'settings',
  absenceCounts: true,
  prepare({ key, content }, { identity, isRefused }) {
    const place = configurationContentSchema.parse(content);
    const type = configurationReferences[key];
    if (!('reference' in place) || type === undefined) return { entry: { key, content } };
    if (isRefused(type, place.reference)) {
      const message = `It refers to ${type} ${place.reference}, which the target refused.`;
      return { aside: { cause: 'refused', code: 'DEPENDS_ON_REFUSED', message } };
    }
    return { entry: { key, content: { reference: identity.toTarget(place.reference) } } };
  },
  compared: (content) => {
    const place = configurationContentSchema.parse(content);
    return 'list' in place ? [...place.list].sort() : place;
  },
  isTargetsOwn({ key }, { source }) {
    const facts = releaseFacts(releaseNumber(source.facts.release) ?? oldestRelease);
    return key === 'dataOutputPeriodTypes' && !facts.dataOutputPeriodTypes;
  },
};
