import { expect, test } from 'vitest';
import { PlatformError } from '../../../model/errors/platform-error.ts';
import { createInMemoryRun } from '../../in-memory/run.ts';
import { createTrackerInstance, type TrackerInstanceOptions } from '../../in-memory/tracker-instance.ts';
import type { RunContext, VerifiedSlice } from '../../run-context.ts';
import { entity, exampleMetadata, fillWithExamples, notification, visit } from './example-programs.ts';
import { trackerStage } from './stage.ts';
import { verifyTracker } from './verify.ts';

async function copied(targetOptions: Partial<TrackerInstanceOptions> = {}) {
  const base = { release: '2.42.4.1', metadata: exampleMetadata };
  const source = createTrackerInstance(base);
  const target = createTrackerInstance({ ...base, ...targetOptions });
  fillWithExamples(source, 4, 4);
  const context = createInMemoryRun({ source, target });
  await trackerStage.run(context);
  return { source, target, context };
}

async function verify(context: RunContext): Promise<VerifiedSlice[]> {
  const slices: VerifiedSlice[] = [];
  for await (const slice of verifyTracker(context)) slices.push(slice);
  return slices;
}

test('a value changed behind our back is found, on the object, without telling it', async () => {
  const { target, context } = await copied();
  target.put('events', visit(2, { dataValues: [{ dataElement: 'DataHeight1', value: 'tampered' }] }));
  const differing = (await verify(context)).filter((slice) => slice.sourceDigest !== slice.targetDigest);
  expect(differing).toMatchObject([
    {
      key: 'events/ProgChild01/OrgUnitRoot',
      compared: 4,
      identical: 3,
      findings: [{ key: 'Ev000000002', cause: 'unexplained', code: 'DIFFERS' }],
    },
  ]);
  expect(JSON.stringify(differing)).not.toContain('tampered');
});

test('an object lost on the target is found', async () => {
  const { target, context } = await copied();
  target.objects.relationships.delete('Relation002');
  const findings = (await verify(context)).flatMap((slice) => slice.findings);
  expect(findings).toMatchObject([
    { type: 'relationships', key: 'Relation002', cause: 'unexplained', code: 'MISSING' },
  ]);
});

test('what only the target has is told with its number, and is no difference', async () => {
  const { target, context } = await copied();
  target.put('trackedEntities', entity(70), entity(71));
  const [slice] = await verify(context);
  expect(slice).toMatchObject({
    compared: 4,
    identical: 4,
    findings: [{ cause: 'skipped', code: 'ONLY_ON_TARGET', count: 2 }],
  });
  expect(slice?.sourceDigest).toBe(slice?.targetDigest);
});

test('what the source changed after the run began is told as such', async () => {
  const { source, context } = await copied();
  source.put('events', notification(1, { status: 'ACTIVE', updatedAt: '2026-01-01T10:00:00.000' }));
  const findings = (await verify(context)).flatMap((slice) => slice.findings);
  expect(findings).toMatchObject([{ key: 'Nt000000001', cause: 'changed-meanwhile' }]);
});

test('a target that cannot be read proves nothing', async () => {
  let isBroken = false;
  const { context } = await copied({
    onRead: (type) => {
      if (isBroken && type === 'enrollments') throw new PlatformError('DHIS2_SERVER_ERROR');
    },
  });
  isBroken = true;
  const slice = (await verify(context)).find(({ type }) => type === 'enrollments');
  expect(slice).toMatchObject({ compared: 0, findings: [{ cause: 'unexplained', code: 'TARGET_UNREADABLE' }] });
});

test('the digest of a slice does not depend on the order of reading', async () => {
  const { target, context } = await copied();
  const before = (await verify(context)).map((slice) => slice.targetDigest);
  const events = [...target.objects.events.values()].reverse();
  target.objects.events.clear();
  target.put('events', ...events);
  expect((await verify(context)).map((slice) => slice.targetDigest)).toEqual(before);
});

test('only the types that were asked for are verified', async () => {
  const { source, target } = await copied();
  const slices = await verify(createInMemoryRun({ source, target, only: ['enrollments'] }));
  expect(new Set(slices.map(({ type }) => type))).toEqual(new Set(['enrollments']));
});
