import { describe, expect, test } from 'vitest';
import { PlatformError } from '../../../model/errors/platform-error.ts';
import { trackerTypes } from '../../../model/tracker-objects.ts';
import { createInMemoryLedger, createInMemoryRun, type InMemoryLedger } from '../../in-memory/run.ts';
import { createTrackerInstance, type TrackerInstanceOptions } from '../../in-memory/tracker-instance.ts';
import type { RunContext, VerifiedSlice } from '../../run-context.ts';
import { enrollment, entity, exampleMetadata, fillWithExamples, notification, visit } from './example-programs.ts';
import { estimateTracker, trackerStage } from './stage.ts';
import { verifyTracker } from './verify.ts';

function pair(
  sourceOptions: Partial<TrackerInstanceOptions> = {},
  targetOptions: Partial<TrackerInstanceOptions> = {},
) {
  const base = { release: '2.42.4.1', metadata: exampleMetadata };
  return {
    source: createTrackerInstance({ ...base, ...sourceOptions }),
    target: createTrackerInstance({ ...base, ...targetOptions }),
  };
}

function findingsOf(ledger: InMemoryLedger) {
  return [...ledger.chunks.values()].flatMap(({ findings }) => findings);
}

async function differencesOf(context: RunContext) {
  const slices: VerifiedSlice[] = [];
  for await (const slice of verifyTracker(context)) slices.push(slice);
  return {
    findings: slices.flatMap(({ findings }) => findings),
    compared: slices.reduce((sum, slice) => sum + slice.compared, 0),
    identical: slices.reduce((sum, slice) => sum + slice.identical, 0),
    unequal: slices.filter((slice) => slice.sourceDigest !== slice.targetDigest).map(({ key }) => key),
  };
}

describe.each(['2.40.1', '2.42.4.1'])('from %s to 2.42.4.1', (release) => {
  test('everything arrives, with its UIDs, and is proved', async () => {
    const { source, target } = pair({ release });
    fillWithExamples(source, 12, 8);
    const ledger = createInMemoryLedger();
    const context = createInMemoryRun({ source, target, ledger });
    await trackerStage.run(context);
    for (const type of trackerTypes) {
      expect(new Set(target.objects[type].keys())).toEqual(new Set(source.objects[type].keys()));
    }
    expect(ledger.totals()).toEqual({
      trackedEntities: { read: 12, created: 12, updated: 0, unchanged: 0, refused: 0, impossible: 0 },
      enrollments: { read: 8, created: 8, updated: 0, unchanged: 0, refused: 0, impossible: 0 },
      events: { read: 16, created: 16, updated: 0, unchanged: 0, refused: 0, impossible: 0 },
      relationships: { read: 3, created: 3, updated: 0, unchanged: 0, refused: 0, impossible: 0 },
    });
    expect(await differencesOf(context)).toEqual({ findings: [], compared: 39, identical: 39, unequal: [] });
  });

  test('a second run writes nothing', async () => {
    const { source, target } = pair({ release });
    fillWithExamples(source, 5, 3);
    await trackerStage.run(createInMemoryRun({ source, target }));
    target.imports.length = 0;
    const ledger = createInMemoryLedger();
    await trackerStage.run(createInMemoryRun({ source, target, ledger }));
    expect(target.imports).toEqual([]);
    expect(ledger.totals().events).toMatchObject({ read: 6, unchanged: 6 });
  });
});

test('attributes of a program reach people through their enrollment, and those of the type without one', async () => {
  const { source, target } = pair();
  fillWithExamples(source, 2, 1);
  await trackerStage.run(createInMemoryRun({ source, target }));
  expect(target.objects.trackedEntities.get('Te000000001')?.attributes).toEqual([
    { attribute: 'AttrFirstNm', value: 'First name 1' },
    { attribute: 'AttrCardNum', value: 'card-1' },
  ]);
  expect(target.objects.trackedEntities.get('Te000000002')?.attributes).toHaveLength(1);
});

test('no geometry is made up, and the one that is there is kept', async () => {
  const { source, target } = pair();
  source.put('trackedEntities', entity(1, { geometry: { type: 'Point', coordinates: [2.5, 12.25] } }), entity(2));
  await trackerStage.run(createInMemoryRun({ source, target }));
  expect(target.objects.trackedEntities.get('Te000000001')?.geometry).toEqual({
    type: 'Point',
    coordinates: [2.5, 12.25],
  });
  expect(target.objects.trackedEntities.get('Te000000002')).not.toHaveProperty('geometry');
});

test('deleted objects of the source are not created', async () => {
  const { source, target } = pair();
  source.put('trackedEntities', entity(1), entity(2, { deleted: true }));
  await trackerStage.run(createInMemoryRun({ source, target }));
  expect([...target.objects.trackedEntities.keys()]).toEqual(['Te000000001']);
});

test('a value that the source no longer has disappears, a changed one changes, notes are not doubled', async () => {
  const { source, target } = pair();
  fillWithExamples(source, 2, 2);
  await trackerStage.run(createInMemoryRun({ source, target }));
  source.put('events', visit(1, { dataValues: [{ dataElement: 'DataHeight1', value: '51' }] }));
  source.put('trackedEntities', entity(2, { attributes: [{ attribute: 'AttrCardNum', value: 'card-2' }] }));
  source.put('enrollments', enrollment(1, { followUp: true }));
  const ledger = createInMemoryLedger();
  const context = createInMemoryRun({ source, target, ledger });
  await trackerStage.run(context);
  expect(target.objects.events.get('Ev000000001')?.dataValues).toEqual([{ dataElement: 'DataHeight1', value: '51' }]);
  expect(target.objects.enrollments.get('En000000001')?.notes).toHaveLength(1);
  expect(ledger.totals()).toMatchObject({
    trackedEntities: { updated: 1, unchanged: 1 },
    enrollments: { updated: 1, unchanged: 1 },
    events: { updated: 1, unchanged: 3 },
  });
  expect((await differencesOf(context)).findings).toEqual([]);
});

test('a completion date that moved is taken, although the target only takes it with a change of status', async () => {
  const { source, target } = pair();
  fillWithExamples(source, 2, 2);
  await trackerStage.run(createInMemoryRun({ source, target }));
  source.put('enrollments', enrollment(1, { completedAt: '2024-07-01T00:00:00.000' }));
  const context = createInMemoryRun({ source, target });
  await trackerStage.run(context);
  expect(target.objects.enrollments.get('En000000001')).toMatchObject({
    status: 'COMPLETED',
    completedAt: '2024-07-01T00:00:00.000',
  });
  expect((await differencesOf(context)).findings).toEqual([]);
});

test('one refused person holds back nobody else, and what depends on them is named as such', async () => {
  const message = 'Non-unique attribute value `First name 2` for attribute `AttrFirstNm`.';
  const { source, target } = pair(
    {},
    {
      complaint: (_, object) =>
        object.trackedEntity === 'Te000000002' && !object.program ? { code: 'E1064', message } : undefined,
    },
  );
  fillWithExamples(source, 3, 3);
  source.objects.relationships.clear();
  const ledger = createInMemoryLedger();
  const context = createInMemoryRun({ source, target, ledger });
  await trackerStage.run(context);
  const told = findingsOf(ledger).map(({ type, key, cause, code }) => ({ type, key, cause, code }));
  expect(told).toEqual([
    { type: 'trackedEntities', key: 'Te000000002', cause: 'refused', code: 'E1064' },
    { type: 'enrollments', key: 'En000000002', cause: 'refused', code: 'DEPENDS_ON_REFUSED' },
    { type: 'events', key: 'Ev000000002', cause: 'refused', code: 'DEPENDS_ON_REFUSED' },
  ]);
  expect(JSON.stringify([...ledger.chunks.values()])).not.toContain('First name');
  expect(ledger.totals().enrollments).toMatchObject({ read: 3, created: 2, refused: 1 });
  const { findings, compared, identical } = await differencesOf(context);
  expect(findings.map(({ cause }) => cause)).toEqual(['refused', 'refused', 'refused']);
  expect(compared - identical).toBe(3);
});

test('an object that breaks the request without a word is found by halving', async () => {
  const { source, target } = pair({}, { breaksTheRequest: (object) => object.event === 'Nt000000005' });
  for (let number = 1; number <= 9; number++) source.put('events', notification(number));
  const ledger = createInMemoryLedger();
  await trackerStage.run(createInMemoryRun({ source, target, ledger }));
  expect(target.objects.events.size).toBe(8);
  expect(findingsOf(ledger)).toMatchObject([{ key: 'Nt000000005', cause: 'refused', code: 'HTTP500' }]);
});

test('a program that the source cannot serve is a finding, and the others go on', async () => {
  const failure = new PlatformError('DHIS2_SERVER_ERROR');
  const onRead: TrackerInstanceOptions['onRead'] = (_, object) => {
    if (object.program === 'ProgChild01') throw failure;
  };
  const { source, target } = pair({ onRead });
  fillWithExamples(source, 3, 3);
  source.objects.relationships.clear();
  const ledger = createInMemoryLedger();
  const context = createInMemoryRun({ source, target, ledger });
  await trackerStage.run(context);
  const unreadable = { key: 'ProgChild01', cause: 'unexplained', code: 'SOURCE_UNREADABLE' };
  expect(findingsOf(ledger)).toMatchObject([
    { type: 'enrollments', ...unreadable },
    { type: 'events', ...unreadable },
    { type: 'relationships', cause: 'unexplained', code: 'SOURCE_UNREADABLE' },
  ]);
  expect([...target.objects.events.keys()].sort()).toEqual(['Nt000000001', 'Nt000000002', 'Nt000000003']);
  expect((await differencesOf(context)).findings.length).toBeGreaterThan(0);
});

test('a reading that breaks off in the middle interrupts the run, and is never taken for the end', async () => {
  let left = 3;
  const onRead = () => {
    if (left-- === 0) throw new PlatformError('DHIS2_CONNECTION_LOST');
  };
  const { source, target } = pair({ onRead });
  fillWithExamples(source, 5, 0);
  const ledger = createInMemoryLedger();
  const context = createInMemoryRun({ source, target, ledger });
  await expect(trackerStage.run(context)).rejects.toThrow('DHIS2_CONNECTION_LOST');
  expect(ledger.totals()).toMatchObject({ trackedEntities: { read: 3, created: 3 } });
  await trackerStage.run(context);
  expect(ledger.totals()).toMatchObject({ trackedEntities: { read: 5, created: 2, unchanged: 3 } });
  expect(target.objects.trackedEntities.size).toBe(5);
});

test('a program that the target refused is told once, with the number of what depends on it', async () => {
  const { source, target } = pair();
  fillWithExamples(source, 3, 3);
  const ledger = createInMemoryLedger();
  const only = ['trackedEntities', 'enrollments', 'events'];
  await trackerStage.run(createInMemoryRun({ source, target, ledger, refused: ['ProgChild01'], only }));
  expect(findingsOf(ledger)).toMatchObject([
    { type: 'enrollments', key: 'ProgChild01', code: 'DEPENDS_ON_REFUSED', count: 3 },
    { type: 'events', key: 'ProgChild01', code: 'DEPENDS_ON_REFUSED', count: 3 },
  ]);
  expect(ledger.totals().events).toMatchObject({ read: 6, created: 3, refused: 3 });
});

test('a dry run says what would happen and writes nothing', async () => {
  const complaint: TrackerInstanceOptions['complaint'] = (_, object) =>
    object.trackedEntity === 'Te000000001' ? { code: 'E1007', message: '`x`' } : undefined;
  const { source, target } = pair({}, { complaint });
  fillWithExamples(source, 4, 2);
  const ledger = createInMemoryLedger();
  await trackerStage.run(createInMemoryRun({ source, target, ledger, dryRun: true }));
  for (const type of trackerTypes) expect(target.objects[type].size).toBe(0);
  expect(ledger.totals()).toMatchObject({
    trackedEntities: { read: 4, created: 3, refused: 1 },
    enrollments: { read: 2, created: 2 },
    events: { read: 4, created: 4 },
  });
});

test('UIDs that the target spells otherwise are mapped, and compare as equal', async () => {
  const { source, target } = pair();
  fillWithExamples(source, 3, 3);
  const identity = [['HllvX50cXC0', 'DefaultCombo'.slice(0, 11)]] as const;
  const context = createInMemoryRun({ source, target, identity });
  await trackerStage.run(context);
  expect(target.objects.events.get('Ev000000001')?.attributeOptionCombo).toBe('DefaultComb');
  expect((await differencesOf(context)).findings).toEqual([]);
});

test('the estimate counts what the source lists', async () => {
  const { source, target } = pair();
  fillWithExamples(source, 5, 2);
  expect(await estimateTracker(createInMemoryRun({ source, target }))).toEqual({
    trackedEntities: { read: 5 },
    enrollments: { read: 2 },
    events: { read: 4 },
  });
});
