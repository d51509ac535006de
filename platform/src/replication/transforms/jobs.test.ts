import { expect, it } from 'vitest';
import { createIdentityMap } from '../identity/identity-map.ts';
import { property, registry, schema } from '../metadata/fixtures/schemas.ts';
import { spellJob } from './jobs.ts';
import type { TransformStep } from './transform.ts';

const older = schema('jobConfiguration', {
  properties: [property('jobType', 'CONSTANT', { constants: ['ANALYTICS_TABLE', 'TRACKER_PROGRAMS_DATA_SYNC'] })],
});
const newer = schema('jobConfiguration', {
  properties: [
    property('jobType', 'CONSTANT', { constants: ['ANALYTICS_TABLE', 'TRACKED_ENTITY_DATA_SYNC'] }),
    property('schedulingType', 'CONSTANT', { constants: ['CRON', 'FIXED_DELAY'] }),
  ],
});

function step(source: typeof older, target: typeof older): TransformStep {
  const context = {
    source: registry(source),
    target: registry(target),
    identity: createIdentityMap([]),
    isKnownRecipient: (uid: string) => uid === 'KnownUser01',
    renames: new Map(),
  };
  return { type: 'jobConfigurations', sourceSchema: source, targetSchema: target, context };
}

const job = { id: 'JobAnalyse1', jobType: 'TRACKER_PROGRAMS_DATA_SYNC', cronExpression: '0 0 3 ? * *' };

it('a job of a renamed type goes under its new name, and back under its old one', () => {
  const up = spellJob(job, step(older, newer)).object;
  expect(up).toMatchObject({ jobType: 'TRACKED_ENTITY_DATA_SYNC' });
  expect(spellJob(up, step(newer, older)).object).toMatchObject({ jobType: 'TRACKER_PROGRAMS_DATA_SYNC' });
});

it('a job of 2.40 is told what kind of schedule it has', () => {
  expect(spellJob(job, step(older, newer)).object).toMatchObject({ schedulingType: 'CRON' });
  const { cronExpression: _cron, ...delayed } = job;
  expect(spellJob({ ...delayed, delay: 60 }, step(older, newer)).object).toMatchObject({
    schedulingType: 'FIXED_DELAY',
  });
  expect(spellJob(job, step(newer, older)).object).not.toHaveProperty('schedulingType');
});

it('an account that the target has not executes nothing there', () => {
  const known = spellJob({ ...job, executedBy: 'KnownUser01' }, step(newer, newer)).object;
  expect(known).toHaveProperty('executedBy', 'KnownUser01');
  expect(spellJob({ ...job, executedBy: 'Nobody00001' }, step(newer, newer)).object).not.toHaveProperty('executedBy');
});
