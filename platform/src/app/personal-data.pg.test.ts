import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Standin, startStandin } from '@relais/standin/server.ts';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startSmallServer } from '../dhis2/testing/small-server.ts';
import { deliverOnce } from '../notify/deliver-notices.ts';
import { type AskStandin, askStandin } from '../replication/fixtures/ask-standin.ts';
import { saveChannel } from '../store/notice-channel.ts';
import { saveRule } from '../store/notice-rule.ts';
import { createTestDatabase, type TestDatabase } from '../store/test-database.ts';
import { bindingOfChannel } from '../vault/bindings.ts';
import { openVault } from '../vault/open-vault.ts';
import { type CommandLine, createCommandLine } from './testing/command-line.ts';

/** What belongs to persons; words that occur nowhere else. */
const personal = {
  surname: 'Plantedname',
  nationalId: 'PLANTEDID77',
  telephone: 'plantedphone',
  diagnosis: 'planteddiagnosis',
  note: 'plantednote',
  comment: 'plantedcomment',
  text: 'plantedtext',
} as const;
const ofPersons = new RegExp(Object.values(personal).join('|'), 'i');

let store: TestDatabase;
let directory: string;
let line: CommandLine;
let source: Standin;
let target: Standin;

beforeEach(async () => {
  store = await createTestDatabase();
  directory = await mkdtemp(join(tmpdir(), 'relais-personal-'));
  line = createCommandLine({ DATABASE_URL: store.connectionString, RELAIS_DATA: directory });
});
afterEach(async () => {
  await source.close();
  await target.close();
  await store.drop();
  await rm(directory, { recursive: true });
});

const named = (id: string) => ({ id, name: id, shortName: id });
const combo = 'HllvX50cXC0';
const sharing = { public: 'rwrw----', external: false, users: {}, userGroups: {} };
const attributes = ['PdAttSurnam', 'PdAttNation', 'PdAttPhones'] as const;

function metadata(valueType: string) {
  const element = (id: string, domainType: string) => ({
    ...named(id),
    domainType,
    aggregationType: 'NONE',
    valueType,
  });
  return {
    organisationUnits: [{ ...named('PdOrgUnit01'), openingDate: '2020-01-01' }],
    trackedEntityAttributes: attributes.map((id) => ({
      ...{ ...named(id), aggregationType: 'NONE', sharing, unique: id === 'PdAttNation' },
      valueType: id === 'PdAttPhones' ? valueType : 'TEXT',
    })),
    trackedEntityTypes: [
      {
        ...{ ...named('PdPersonTyp'), sharing },
        trackedEntityTypeAttributes: attributes.map((id) => ({ trackedEntityAttribute: { id } })),
      },
    ],
    dataElements: [element('PdDiagnosis', 'TRACKER'), element('PdAggregate', 'AGGREGATE')],
    dataSets: [
      {
        ...{ ...named('PdDataSet01'), periodType: 'Monthly', sharing, organisationUnits: [{ id: 'PdOrgUnit01' }] },
        dataSetElements: [{ dataElement: { id: 'PdAggregate' } }],
      },
    ],
    programs: [
      {
        ...{
          ...named('PdProgramme'),
          programType: 'WITH_REGISTRATION',
          trackedEntityType: { id: 'PdPersonTyp' },
          sharing,
        },
        ...{ organisationUnits: [{ id: 'PdOrgUnit01' }], programStages: [{ id: 'PdProgStage' }] },
      },
    ],
    programStages: [
      {
        ...{ id: 'PdProgStage', name: 'PdProgStage', program: { id: 'PdProgramme' }, repeatable: true, sharing },
        programStageDataElements: [{ dataElement: { id: 'PdDiagnosis' } }],
      },
    ],
  };
}

async function fill(ask: AskStandin, valueType: string): Promise<void> {
  await ask('POST', '/api/metadata', metadata(valueType));
  const administrator = 'M5zQapPyTZI';
  const units = [{ id: 'PdOrgUnit01' }];
  const reach = { organisationUnits: units, dataViewOrganisationUnits: units, teiSearchOrganisationUnits: units };
  const user = await ask('GET', `/api/users/${administrator}?fields=:owner`);
  await ask('POST', '/api/metadata', { users: [{ ...user, ...reach, id: administrator }] });
}

function person(uid: string, values: readonly string[], diagnosis: string) {
  const place = { trackedEntity: uid, orgUnit: 'PdOrgUnit01' };
  const program = { program: 'PdProgramme', status: 'ACTIVE' };
  const enrollment = `${uid.slice(0, 10)}E`;
  return {
    trackedEntities: [
      {
        ...{ ...place, trackedEntityType: 'PdPersonTyp' },
        attributes: attributes.map((attribute, index) => ({ attribute, value: values[index] })),
      },
    ],
    enrollments: [{ ...place, ...program, enrollment, enrolledAt: '2024-01-01', occurredAt: '2024-01-01' }],
    events: [
      {
        ...{
          ...program,
          event: `${uid.slice(0, 10)}V`,
          enrollment,
          programStage: 'PdProgStage',
          orgUnit: 'PdOrgUnit01',
        },
        ...{ occurredAt: '2024-01-02', dataValues: [{ dataElement: 'PdDiagnosis', value: diagnosis }] },
        notes: [{ note: `${uid.slice(0, 10)}N`, value: personal.note }],
      },
    ],
  };
}

/** Persons whose values the target cannot take: one that somebody else has, and values of types that changed since they were entered. */
async function fillBothSides(): Promise<void> {
  const [ask, there] = [askStandin(source.url), askStandin(target.url)];
  await fill(ask, 'TEXT');
  const ours = person('PdPersonOne', [personal.surname, personal.nationalId, ''], personal.diagnosis);
  await ask('POST', '/api/tracker?async=false', ours);
  const others = person('PdPersonTwo', [personal.surname, 'other', personal.telephone], personal.diagnosis);
  await ask('POST', '/api/tracker?async=false', others);
  const value = { dataElement: 'PdAggregate', period: '202401', orgUnit: 'PdOrgUnit01', categoryOptionCombo: combo };
  await ask('POST', '/api/dataValueSets', {
    dataValues: [{ ...value, value: personal.text, comment: personal.comment }],
  });
  await ask('POST', '/api/metadata', metadata('INTEGER'));
  await fill(there, 'INTEGER');
  const rival = person('PdRivalOne1', ['somebody', personal.nationalId, '1'], '1');
  await there('POST', '/api/tracker?async=false', { trackedEntities: rival.trackedEntities });
}

/** Every row of every table, as text. */
async function dumpStore(): Promise<string> {
  const tables = await sql<{ name: string }>`
    select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')
  `.execute(store.database);
  const texts: string[] = [];
  for (const { name } of tables.rows) {
    const rows = await sql<{ row: string }>`select t::text as row from ${sql.raw(name)} t`.execute(store.database);
    texts.push(...rows.rows.map(({ row }) => `${name}: ${row}`));
  }
  return texts.join('\n');
}

async function filesBelow(folder: string): Promise<string> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return (await Promise.all(files.map((file) => readFile(file, 'utf8')))).join('\n');
}

/** Lines that hold something of a person. */
const leaks = (text: string) => text.split('\n').filter((text_) => ofPersons.test(text_));

async function receiveNotices(): Promise<string> {
  await using receiver = await startSmallServer((_request, response) => response.end('ok'));
  const vault = await openVault({ dataDirectory: directory });
  const channel = { name: 'hook', kind: 'webhook', settings: { url: receiver.url } } as const;
  const secret = vault.seal('a secret for signatures', bindingOfChannel(channel));
  const { id } = await saveChannel(store.database, { ...channel, secret });
  const rule = {
    name: 'all',
    isEnabled: true,
    channel: 'hook',
    recipient: '',
    language: 'fr',
    timeZone: 'UTC',
  } as const;
  await saveRule(store.database, id, { ...rule, leastSeverity: 'info', repeatAfterMinutes: 0 });
  const clock = { now: () => Date.now() + 1_000, sleep: async () => undefined, random: () => 0 };
  await deliverOnce({ database: store.database, vault, clock }, new AbortController().signal);
  expect(receiver.seen.length).toBeGreaterThan(0);
  return receiver.seen.map(({ body }) => body).join('\n');
}

test('after a run with refusals nothing of a person is anywhere: not in the database, reports, notices, exports, on the terminal', async () => {
  source = await startStandin({ release: '2.40.1' });
  target = await startStandin({ release: '2.42.4.1', seed: 'target' });
  await fillBothSides();
  const environment = {
    ...{ RELAIS_SOURCE_USERNAME: 'admin', RELAIS_SOURCE_PASSWORD: 'district' },
    ...{ RELAIS_TARGET_USERNAME: 'admin', RELAIS_TARGET_PASSWORD: 'district' },
  };
  const exitCode = await line.run(['replicate', source.url, target.url, '--yes'], { environment });
  expect(exitCode, line.err).toBe(1);
  expect(await line.run(['report', '1', '--json'])).toBe(0);
  const refused = await store.database.selectFrom('finding').selectAll().where('cause', '=', 'refused').execute();
  expect(refused.map(({ type }) => type)).toEqual(expect.arrayContaining(['trackedEntities', 'events', 'dataValues']));
  expect(await line.run(['report', '1', '--html', '--out', join(directory, 'report.html')])).toBe(0);
  expect(await line.run(['audit', 'export', '--out', join(directory, 'audit.json')])).toBe(0);
  expect(leaks(await receiveNotices())).toEqual([]);
  const dump = await dumpStore();
  for (const identifier of ['PdPersonOne', 'PdAggregate', 'E1064']) expect(dump).toContain(identifier);
  expect(leaks(dump)).toEqual([]);
  expect(leaks(await filesBelow(directory))).toEqual([]);
  expect(leaks(line.everything)).toEqual([]);
});
