import type { CoverageRow } from './row.ts';

const stages = 'platform/src/replication/stages';

/** Data and tracker data. */
export const dataRows: readonly CoverageRow[] = [
  {
    thing: 'dataValues',
    verdict: 'replicated',
    sentence:
      'Every value of every data element, in data sets or not, with comment, follow-up flag and who entered it (up to 2.42); deleted ones by choice. From 2.41 on the target sets the dates itself.',
    proof: 'platform/src/replication/replicate.pg.test.ts',
  },
  {
    thing: 'completeDataSetRegistrations',
    verdict: 'replicated',
    sentence: 'With date and author; un-completed ones by choice.',
    proof: `${stages}/completeness/stage.test.ts`,
  },
  {
    thing: 'trackedEntities',
    verdict: 'replicated',
    sentence:
      'Enrolled or not, with attributes, geometry, flags and the device’s dates; who created them and when is the target’s own.',
    proof: 'platform/src/replication/replicate.pg.test.ts',
  },
  {
    thing: 'enrollments',
    verdict: 'replicated',
    sentence:
      'With their own org unit, status, dates, attributes, notes and follow-up flag; the date of a cancellation cannot be written (E1052).',
    proof: 'platform/src/replication/replicate.pg.test.ts',
  },
  {
    thing: 'events',
    verdict: 'replicated',
    sentence:
      'Of tracker and event programs, of every status, with values, notes, assigned user, attribute option combo and geometry; the name of who completed them is the target’s own.',
    proof: 'platform/src/replication/replicate.pg.test.ts',
  },
  {
    thing: 'relationships',
    verdict: 'replicated',
    sentence:
      'Between tracked entities, enrollments and events, each once; those between two single events of a 2.40 are listed nowhere, which is told.',
    proof: 'platform/src/replication/replicate.pg.test.ts',
  },
];

/** What DHIS2 lets nobody write, or what is each instance's own. */
export const notReplicatedRows: readonly CoverageRow[] = [
  {
    thing: 'passwords and second factors',
    verdict: 'impossible',
    sentence: 'Never exported; what becomes of new accounts is a choice of the run.',
  },
  {
    thing: 'apiToken, OAuth 2 clients, secrets of routes, exchanges, hooks and gateways',
    verdict: 'impossible',
    sentence: 'Never exported; what needs one is told, and has to be entered again.',
  },
  {
    thing: 'interpretations',
    verdict: 'impossible',
    sentence: 'DHIS2 makes whoever sends one its author, at the time of sending; the run tells how many there are.',
  },
  {
    thing: 'messageConversations',
    verdict: 'impossible',
    sentence: 'As interpretations: another sender, another date; the run tells how many there are.',
  },
  { thing: 'validationResults', verdict: 'computed', sentence: 'The target’s own validation finds them again.' },
  { thing: 'metadataVersions', verdict: 'left alone', sentence: 'Snapshots of one instance’s own history.' },
  {
    thing: 'proposals',
    verdict: 'left alone',
    sentence: 'Proposed changes wait for a decision where they were made; once taken they are metadata like any other.',
  },
  {
    thing: 'externalFileResources',
    verdict: 'impossible',
    sentence: 'Public links by a token that each instance draws itself; the file behind one comes over with its owner.',
  },
  {
    thing: 'change logs and audits',
    verdict: 'impossible',
    sentence: 'History is written by the server alone; the replication is its first entry on the target.',
  },
  {
    thing: 'reserved values of generated attributes',
    verdict: 'left alone',
    sentence: 'Values that were given come over; the counter that draws the next ones is each instance’s own.',
  },
  {
    thing: 'analytics and resource tables',
    verdict: 'computed',
    sentence: 'By the target, on demand: `--afterwards resourceTables,analytics`.',
    proof: `${stages}/afterwards/afterwards.test.ts`,
  },
  {
    thing: 'data statistics and usage',
    verdict: 'left alone',
    sentence: 'Who looked at what on one instance says nothing of another.',
  },
  {
    thing: 'SMS and e-mail gateways',
    verdict: 'impossible',
    sentence: 'Their secrets are not given away, and a copy would send messages to patients from the wrong instance.',
  },
  { thing: 'sessions, caches, scheduler’s own jobs', verdict: 'left alone', sentence: 'Facts of one running server.' },
];
