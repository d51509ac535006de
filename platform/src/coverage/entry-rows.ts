import type { EntryKind } from '../model/entry.ts';
import type { CoverageRow } from './row.ts';

const stages = 'platform/src/replication/stages';
const stores = `${stages}/stores/stores.pg.test.ts`;
const settings = `${stages}/settings/settings.pg.test.ts`;
const approvals = `${stages}/approvals/approvals.pg.test.ts`;
const ownership = `${stages}/ownership/ownership.pg.test.ts`;

/** What DHIS2 keeps by key, beside metadata and data. */
const entries: Readonly<Record<EntryKind, Omit<CoverageRow, 'thing' | 'verdict'>>> = {
  dataStore: {
    sentence:
      'Every namespace and key with its value to the last digit, sharing and encryption; a namespace that an app protects refuses, which is told.',
    proof: stores,
  },
  userDataStore: { sentence: 'The stores of every user that both sides know.', proof: stores },
  systemSettings: {
    sentence:
      'What both releases know; those that are the instance’s own (address, mail server, timestamps …) are left alone, each with its reason; confidential ones cannot be read.',
    proof: settings,
  },
  settingTranslations: { sentence: 'Texts of the application in each of the database’s locales.', proof: settings },
  userSettings: { sentence: 'The settings of every user that both sides know.', proof: settings },
  configuration: {
    sentence:
      'What /api/configuration lets one write, references by UID included; the system id is each instance’s own.',
    proof: settings,
  },
  databaseLocales: { sentence: 'Locales of content, before anything that is translated into them.', proof: settings },
  staticContent: {
    sentence: 'Logos in use, custom style sheet and script.',
    proof: 'platform/src/replication/stages/files/files.pg.test.ts',
  },
  icons: {
    releases: '2.41 – 2.43',
    sentence: 'Custom icons with image, description and keywords; built-in ones are in the server.',
    proof: 'platform/src/replication/stages/files/files.pg.test.ts',
  },
  apps: {
    sentence:
      'Installed from the app hub or from archives that one gives, by choice; else each is named, since DHIS2 gives no archive away.',
    proof: settings,
  },
  minMaxDataElements: { sentence: 'Lowest and highest usual values, by hand or generated.', proof: approvals },
  lockExceptions: { sentence: 'Per data set, period and org unit.', proof: approvals },
  dataApprovals: {
    sentence: 'Which data are approved and accepted, level by level; by whom and when cannot be written.',
    proof: approvals,
  },
  programOwners: {
    sentence:
      'The org unit that owns a tracked entity in a program, where it is not where it was enrolled; the history of owners cannot be written.',
    proof: ownership,
  },
  potentialDuplicates: { sentence: 'Pairs with their status.', proof: ownership },
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
      'Documents, images of org units, avatars, files and images of data values, events and attributes, under their UIDs (not on 2.38, which gives out its own), right before what names them; sizes and digests compared where the release keeps the bytes.',
    proof: 'platform/src/replication/stages/files/files.pg.test.ts',
  },
];
