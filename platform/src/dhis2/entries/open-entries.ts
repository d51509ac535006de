import { type EntryKind, type EntryReader, type EntryWriter, entryKinds } from '../../model/entry.ts';
import type { Client } from '../client.ts';
import { appsAccess } from './apps.ts';
import { configurationAccess } from './configuration.ts';
import { dataApprovalsAccess } from './data-approvals.ts';
import { dataStoreAccess } from './data-store.ts';
import { databaseLocalesAccess } from './database-locales.ts';
import type { EntryAccess } from './entry-access.ts';
import { iconsAccess } from './icons.ts';
import { lockExceptionsAccess } from './lock-exceptions.ts';
import { minMaxDataElementsAccess } from './min-max-data-elements.ts';
import { potentialDuplicatesAccess } from './potential-duplicates.ts';
import { programOwnersAccess } from './program-owners.ts';
import { settingTranslationsAccess } from './setting-translations.ts';
import { staticContentAccess } from './static-content.ts';
import { systemSettingsAccess } from './system-settings.ts';
import { userDataStoreAccess } from './user-data-store.ts';
import { userSettingsAccess } from './user-settings.ts';

/** One row for each kind that Relais reaches. */
const accesses: Partial<Record<EntryKind, EntryAccess>> = {
  dataStore: dataStoreAccess,
  userDataStore: userDataStoreAccess,
  systemSettings: systemSettingsAccess,
  settingTranslations: settingTranslationsAccess,
  userSettings: userSettingsAccess,
  configuration: configurationAccess,
  databaseLocales: databaseLocalesAccess,
  apps: appsAccess,
  staticContent: staticContentAccess,
  icons: iconsAccess,
  minMaxDataElements: minMaxDataElementsAccess,
  lockExceptions: lockExceptionsAccess,
  dataApprovals: dataApprovalsAccess,
  programOwners: programOwnersAccess,
  potentialDuplicates: potentialDuplicatesAccess,
};

/** The entries of an instance that was connected to. */
export function openEntries(client: Client): EntryReader & EntryWriter {
  const offered = new Map<EntryKind, EntryAccess>();
  for (const kind of entryKinds) {
    const access = accesses[kind];
    if (access?.isOffered(client)) offered.set(kind, access);
  }
  const accessOf = (kind: EntryKind): EntryAccess => {
    const access = offered.get(kind);
    if (access === undefined) throw new Error(`${kind} are not offered by ${client.facts.release}`);
    return access;
  };
  return {
    kinds: new Set(offered.keys()),
    slices: (kind, signal) => accessOf(kind).slices(client, signal),
    read: (kind, slice, signal) => accessOf(kind).read(client, slice, signal),
    forget() {
      for (const access of offered.values()) access.forget?.(client);
    },
    write: (kind, slice, entries, options) => accessOf(kind).write(client, slice, entries, options),
    remove: (kind, slice, entries, options) => accessOf(kind).remove(client, slice, entries, options),
  };
}
