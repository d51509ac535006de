import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ConnectedInstance, connect } from '../../dhis2/connect.ts';
import type { WritableInstance } from '../../model/instance.ts';
import type { MetadataPayload } from '../../model/metadata-object.ts';
import type { TrackerObject } from '../../model/tracker-objects.ts';
import { createTestDatabase, type TestDatabase } from '../../store/test-database.ts';
import { realInstance } from '../fixtures/real-instance.ts';
import { runOnce } from '../fixtures/run-once.ts';
import { toldBy } from '../fixtures/told-by.ts';

/**
 * On one real server: the source is the server itself, but for objects that this test has made and hides. Nothing else can
 * differ, so nothing else can be deleted, whoever else works on it.
 */
const patience = 600_000;
const signal = () => AbortSignal.timeout(patience);
const seed = Date.now().toString(36).slice(-6);
const uid = (kind: string) => `De${kind}${seed}`.slice(0, 11);
const ref = (id: string) => ({ id });
const sharing = { public: 'rwrw----', users: {}, userGroups: {} };
const named = (kind: string) => {
  const name = `De ${kind} ${seed}`;
  return { id: uid(kind), name, shortName: name, sharing };
};
const categoryCombo = ref('bjDvmb4bfuf');
const combo = 'HllvX50cXC0';

const place = uid('Uni');
const hiddenPlace = uid('Hid');

/** What source and target both show. */
const shared: readonly MetadataPayload[] = [
  { organisationUnits: [{ ...unit('Uni') }] },
  { dataElements: [element('Ele'), element('Tra', 'TRACKER')], trackedEntityTypes: [named('Typ')] },
  {
    dataSets: [
      {
        ...{ ...named('Set'), periodType: 'Monthly', categoryCombo, organisationUnits: [ref(place)] },
        dataSetElements: [{ dataElement: ref(uid('Ele')), dataSet: ref(uid('Set')) }],
      },
    ],
    programs: [
      {
        ...{ ...named('Pro'), programType: 'WITH_REGISTRATION', trackedEntityType: ref(uid('Typ')), categoryCombo },
        ...{ organisationUnits: [ref(place)], programStages: [ref(uid('Sta'))] },
      },
    ],
    programStages: [
      {
        ...{ id: uid('Sta'), name: uid('Sta'), program: ref(uid('Pro')), repeatable: true, sharing },
        programStageDataElements: [{ dataElement: ref(uid('Tra')), programStage: ref(uid('Sta')), sortOrder: 1 }],
      },
    ],
  },
];

/** What only the target shows: they name one another, and are named by a list that stays. */
const hidden: readonly MetadataPayload[] = [
  {
    constants: [{ ...named('Con'), value: 1 }],
    optionSets: [{ id: uid('Opt'), name: uid('Opt'), valueType: 'TEXT', options: [ref(uid('One'))], sharing }],
    options: [{ id: uid('One'), name: 'one', code: seed, sortOrder: 1, optionSet: ref(uid('Opt')) }],
    organisationUnits: [{ ...unit('Hid'), parent: ref(place) }],
    categoryOptions: [named('Cop')],
    categories: [{ ...named('Cat'), dataDimensionType: 'DISAGGREGATION', categoryOptions: [ref(uid('Cop'))] }],
  },
  {
    categoryCombos: [{ ...named('Com'), dataDimensionType: 'DISAGGREGATION', categories: [ref(uid('Cat'))] }],
    categoryOptionCombos: [
      { id: uid('Coc'), name: seed, categoryCombo: ref(uid('Com')), categoryOptions: [ref(uid('Cop'))] },
    ],
  },
  {
    dataElements: [
      { ...element('Dat'), valueType: 'TEXT', aggregationType: 'NONE', optionSet: ref(uid('Opt')) },
      { ...element('Dis'), categoryCombo: ref(uid('Com')) },
    ],
  },
  { dataElementGroups: [{ ...named('Gro'), dataElements: [ref(uid('Dat')), ref(uid('Ele'))] }] },
  { userRoles: [{ ...named('Rol'), authorities: ['F_DATAVALUE_ADD'] }] },
  {
    users: [
      {
        id: uid('Use'),
        username: uid('Use').toLowerCase(),
        firstName: 'De',
        surname: seed,
        userRoles: [ref(uid('Rol'))],
      },
    ],
  },
  { userGroups: [{ ...named('Ugr'), users: [ref(uid('Use'))] }] },
];

const hiddenUids = new Set(
  hidden.flatMap((payload) =>
    Object.values(payload)
      .flat()
      .map(({ id }) => id),
  ),
);

function unit(kind: string) {
  return { ...named(kind), openingDate: '1990-01-01T00:00:00.000' };
}

function element(kind: string, domainType = 'AGGREGATE') {
  return { ...named(kind), valueType: 'INTEGER', aggregationType: 'SUM', domainType, categoryCombo };
}

const value = (period: string) => ({
  ...{ dataElement: uid('Ele'), period, orgUnit: place, value: '1' },
  ...{ categoryOptionCombo: combo, attributeOptionCombo: combo },
});
const registration = (period: string) => ({
  ...{ dataSet: uid('Set'), period, organisationUnit: place, attributeOptionCombo: combo },
  ...{ date: '2024-06-01', completed: true },
});
const person = (
  kind: string,
): { trackedEntities: TrackerObject; enrollments: TrackerObject; events: TrackerObject } => {
  const own = { trackedEntity: uid(`${kind}T`), orgUnit: place };
  const day = '2024-01-05T00:00:00.000';
  const enrolled = { ...own, enrollment: uid(`${kind}E`), program: uid('Pro'), status: 'ACTIVE' };
  return {
    trackedEntities: { ...own, trackedEntityType: uid('Typ') },
    enrollments: { ...enrolled, enrolledAt: day, occurredAt: day },
    events: { ...enrolled, event: uid(`${kind}V`), programStage: uid('Sta'), occurredAt: day },
  };
};
const isHiddenPerson = (object: TrackerObject) =>
  [object.trackedEntity, object.enrollment, object.event].some((each) => String(each).startsWith('DeP2'));

let store: TestDatabase;
let server: ConnectedInstance;

beforeAll(async () => {
  store = await createTestDatabase();
  server = await connect({ ...realInstance('RELAIS_DHIS2_TARGET'), role: 'target' }, signal());
  for (const payload of [...shared, ...hidden]) {
    expect((await server.importMetadata(payload, { signal: signal() })).errors).toEqual([]);
    if (payload === shared[0]) await server.assignOrganisationUnits([place], signal());
  }
  await server.close();
  server = await connect({ ...realInstance('RELAIS_DHIS2_TARGET'), role: 'target' }, signal());
  await server.importDataValues(['202401', '202402', '202403'].map(value), { signal: signal() });
  await server.importCompleteness(['202401', '202402'].map(registration), { signal: signal() });
  for (const type of ['trackedEntities', 'enrollments', 'events'] as const) {
    const objects = [person('P1'), person('P2')].map((each) => each[type]);
    expect((await server.importTracker({ [type]: objects }, { signal: signal() })).errors).toEqual([]);
  }
}, patience);

afterAll(async () => {
  await server.close();
  await store.drop();
});

async function* filtered<T>(items: AsyncIterable<T>, isShown: (item: T) => boolean): AsyncGenerator<T> {
  for await (const item of items) if (isShown(item)) yield item;
}

/** Of the server only what this test has made, default objects and all org units: what others do there meanwhile is not seen. */
function onlyOwn(instance: WritableInstance): WritableInstance {
  const own = new Set(
    [...shared, ...hidden].flatMap((payload) =>
      Object.values(payload)
        .flat()
        .map(({ id }) => id),
    ),
  );
  return {
    ...instance,
    readMetadata: (type, options) =>
      filtered(
        instance.readMetadata(type, options),
        ({ id, name }) => own.has(id) || name === 'default' || type === 'organisationUnits',
      ),
  };
}

/** The server as it would be without what is hidden. */
function withoutHidden(instance: WritableInstance): WritableInstance {
  return {
    ...instance,
    readMetadata: (type, options) => filtered(instance.readMetadata(type, options), ({ id }) => !hiddenUids.has(id)),
    readDataValues: (slice, own) =>
      filtered(instance.readDataValues(slice, own), ({ dataElement, period }) => {
        return dataElement !== uid('Ele') || period === '202401';
      }),
    readCompleteness: (slice, own) =>
      filtered(instance.readCompleteness(slice, own), ({ dataSet, period }) => {
        return dataSet !== uid('Set') || period === '202401';
      }),
    readTracker: (type, selection, own) =>
      filtered(instance.readTracker(type, selection, own), (object) => !isHiddenPerson(object)),
    hasTracker: async (type, id, own) =>
      !id.startsWith('DeP2') && ((await instance.hasTracker?.(type, id, own)) ?? false),
  };
}

it('deletes on a real server what the source does not show, and nothing else', { timeout: patience }, async () => {
  const only = [
    ...new Set([...shared, ...hidden].flatMap((payload) => Object.keys(payload))),
    ...['dataValues', 'completeDataSetRegistrations', 'trackedEntities', 'enrollments', 'events', 'relationships'],
  ];
  const options = { only, deletions: { '*': 'propagate' }, maxDeletions: { count: 40 } } as const;
  const target = onlyOwn(server);
  const source = withoutHidden(target);
  const run = { database: store.database, source, target };
  const planned = await runOnce({ ...run, options: { ...options, dryRun: true }, mode: 'diff', signal: signal() });
  const first = await runOnce({ ...run, options, signal: signal() });
  const told = (await toldBy(store.database, first.runId)).filter(
    ({ cause }) => cause === 'refused' || cause === 'unexplained',
  );
  const deleted = Object.fromEntries(
    Object.entries(first.totals).flatMap(([type, counts]) => (counts.deleted > 0 ? [[type, counts.deleted]] : [])),
  );
  process.stdout.write(`${server.facts.release}: ${JSON.stringify(deleted)}\n`);
  expect(told).toEqual([]);
  expect(deleted).toEqual({
    ...{ constants: 1, optionSets: 1, options: 1, organisationUnits: 1, categoryOptions: 1, categories: 1 },
    ...{ categoryCombos: 1, categoryOptionCombos: 1, dataElements: 2, dataElementGroups: 1, userRoles: 1, users: 1 },
    ...{ userGroups: 1, dataValues: 2, completeDataSetRegistrations: 1, trackedEntities: 1, enrollments: 1, events: 1 },
  });
  for (const [type, count] of Object.entries(deleted))
    expect([type, planned.totals[type]?.deleted]).toEqual([type, count]);
  const second = await runOnce({ ...run, options, signal: signal() });
  expect(Object.values(second.totals).reduce((sum, counts) => sum + counts.deleted, 0)).toBe(0);
  expect(await server.countMetadata('organisationUnits', signal())).toBeGreaterThan(0);
  expect(hiddenPlace).not.toBe(place);
});
