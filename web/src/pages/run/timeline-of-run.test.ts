import { expect, it } from 'vitest';
import { timelineOf } from './timeline-of-run.ts';

it('tells states, stages and notices as one story', () => {
  const at = (second: number) => `2026-11-22T10:00:0${second}.000Z`;
  const run = {
    stages: [{ name: 'metadata', startedAt: at(2), finishedAt: at(5), remark: '12 objects' }],
    notices: [{ stage: 'metadata', text: 'the target answers slowly', toldAt: at(3) }],
  };
  const transitions = [
    { id: 2, from: 'pending', to: 'running', by: 'worker', at: at(1) },
    { id: 3, from: 'running', to: 'completed', by: 'worker', at: at(6) },
  ] as const;
  const told = timelineOf(run, transitions).map(({ kind, at: moment }) => `${moment.slice(18, 19)} ${kind}`);
  expect(told).toEqual(['1 transition', '2 stage', '3 notice', '5 stage', '6 transition']);
});
