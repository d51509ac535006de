import type { EntryKind } from '../model/entry.ts';
import type { CoverageRow } from './row.ts';

const stages = 'platform/src/replication/stages';
const stores = `${stages}/stores/stores.pg.test.ts`;
const settings = `${stages}/settings/settings.pg.test.ts`;
const looks = `${stages}/settings/looks.pg.test.ts`;
const apps = `${stages}/settings/apps.pg.test.ts`;
const approvals = `${stages}/approvals/approvals.pg.test.ts`;
const ownership = `${stages}/ownership/ownership.pg.test.ts`;

/** What DHIS2 keeps by key, beside metadata and data. */
const entries: Readonly<Record<EntryKind, Omit<CoverageRow, 'thing' | 'verdict'>>> = {
  dataStore: {
    sentence:
      'Every namespace and key with its value to the last digit, encryption and sharing. Impossible: keys with a slash, backslash, semicolon or per cent sign. Namespaces that DHIS2 keeps for itself are left alone.',
    proof: stores,
  },
  userDataStore: {
    sentence:
      'The stores of every user that both sides know; before 2.40 key by key, without knowing what is encrypted.',
    proof: stores,
  },
  systemSettings: {
    sentence:
      'What somebody has set and both releases know; what is at its default on the source is set back. Those that are the instance’s own (address, mail server, timestamps …) are left alone, each with its reason; confidential ones cannot be read.',
    proof: settings,
  },
  settingTranslations: { sentence: 'Texts of the application in each of the database’s locales.', proof: settings },
  userSettings: { sentence: 'The settings of every user that both sides know.', proof: settings },
  configuration: {
    sentence:
      'What /api/configuration lets one write, references by UID included; the system id is each instance’s own. Some places can never be emptied again (405).',
    proof: settings,
  },
  databaseLocales: {
    sentence:
      'Languages of content with a country, before anything that is translated into them; one without a country cannot be made.',
    proof: settings,
  },
  staticContent: {
    sentence: 'Logos in use, custom style sheet and script.',
    proof: looks,
  },
  icons: {
    releases: '2.41 – 2.43',
    sentence: 'Custom icons with image, description and keywords; built-in ones are in the server.',
    proof: looks,
  },
  apps: {
    sentence:
      'Installed from a folder of archives, or from the App Hub, by choice; else each is named with its version, since DHIS2 gives no archive away.',
    proof: apps,
  },
  minMaxDataElements: {
    sentence: 'Lowest and highest usual values, by hand or generated; in bulk from 2.41 on.',
    proof: approvals,
  },
  lockExceptions: {
    sentence: 'Per data set, period and org unit; refused where the org unit does not have the data set.',
    proof: approvals,
  },
  dataApprovals: {
    sentence:
      'Which data are approved and accepted, level by level, and taken back where the source took it back; by whom and when cannot be written.',
    proof: approvals,
  },
  programOwners: {
    sentence:
      'The org unit that owns a tracked entity in a program, where it differs; the history of owners and temporary access cannot be written.',
    proof: ownership,
  },
  potentialDuplicates: {
    sentence: 'Pairs with their status; merged pairs cannot be written, and none can be removed.',
    proof: ownership,
  },
};

/** The rows of what DHIS2 keeps by key. */
export const entryRows: readonly CoverageRow[] = Object.entries(entries).map(([thing, row]) => ({
  thing,
  verdict: 'replicated',
  ...row,
}));

/** Bytes, which travel with what refers to them. */
export const fileRows: readonly CoverageRow[] = [
  {
    thing: 'fileResources',
    verdict: 'replicated',
    sentence:
      'Documents, images of org units, avatars, files and images of data values, events and attributes, under their UIDs, right before what names them; sizes and digests compared where the release keeps the bytes (2.41 redraws pictures of org units and users). Impossible: into a 2.38, which gives out UIDs of its own; from a 2.42 a file of an event that is not the newest, since it gives out another event’s.',
    proof: 'platform/src/replication/stages/files/files.pg.test.ts',
  },
];
