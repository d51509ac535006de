import { dataStoreContentSchema } from '../../../dhis2/entries/data-store.ts';
import type { Aside, EntryClass } from '../../entries/entry-class.ts';
import { sharingOnTarget } from './entry-sharing.ts';
import { canonicalStored, keyOnTarget, unaddressable } from './stored-text.ts';

/** Namespaces in which DHIS2 itself keeps what belongs to one instance, or goes over by another way. */
const ownNamespaces: Readonly<Record<string, string>> = {
  'settings-translations': 'Translations of settings go over as settingTranslations; from 2.42 on they are kept here.',
  'sms-config': 'The SMS gateways, with their secrets: a copy must not send in the name of the source.',
  METADATASTORE: 'The metadata versions that this instance made of itself.',
};

/** The data store that all share: values, encryption, and the sharing of every entry. */
export const dataStoreClass: EntryClass = {
  kind: 'dataStore',
  stage: 'stores',
  batch: 50,
  slicesAtOnce: 2,
  async asideSlice(namespace): Promise<Aside | undefined> {
    const message = ownNamespaces[namespace];
    return message === undefined ? undefined : { cause: 'skipped', code: 'OWN_NAMESPACE', message };
  },
  async prepare({ key, content }, context) {
    const aside = unaddressable(key);
    if (aside !== undefined) return { aside };
    const { value, encrypted, sharing } = dataStoreContentSchema.parse(content);
    const mapped = { value: context.identity.rewriteText(value), encrypted };
    const entry = { key: keyOnTarget(key, context), content: mapped };
    if (sharing === undefined || context.options.sharing === 'without') return { entry };
    const shared = await sharingOnTarget(sharing, context);
    return { entry: { ...entry, content: { ...mapped, sharing: shared.sharing } }, losses: shared.losses };
  },
  compared(content, { options }) {
    const { sharing, ...stored } = dataStoreContentSchema.parse(content);
    return canonicalStored(options.sharing === 'without' ? stored : { ...stored, sharing });
  },
};
