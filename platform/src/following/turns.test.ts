import { expect, test } from 'vitest';
import type { Probe } from './probe.ts';
import { type ProbeRecord, probesInTurn, requestsPerCycle, tooDear } from './turns.ts';

const everyMs = 30_000;

function probe(name: string, period = 1): Probe {
  return {
    name,
    types: [name],
    kind: 'dated',
    carriedBy: 'changes',
    period,
    look: async () => ({ marks: [], isCut: false }),
  };
}

/** Lets time pass cycle by cycle, and says which probes looked in each. */
function follow(probes: readonly Probe[], cycles: number, costs: Readonly<Record<string, number>> = {}): string[][] {
  const records = new Map<string, ProbeRecord>();
  const looked: string[][] = [];
  for (let cycle = 0; cycle < cycles; cycle++) {
    const nowMs = cycle * everyMs;
    const recordOf = ({ name }: Probe) =>
      records.get(name) ?? { lookedAtMs: undefined, requests: costs[name] ?? 1, tookMs: 0 };
    const chosen = probesInTurn(probes, recordOf, { nowMs, everyMs, requests: requestsPerCycle(everyMs) });
    for (const { name } of chosen) records.set(name, { lookedAtMs: nowMs, requests: costs[name] ?? 1, tookMs: 0 });
    looked.push(chosen.map(({ name }) => name));
  }
  return looked;
}

test('a minute of idle cycles stays below twenty requests, at any interval', () => {
  for (const seconds of [30, 20, 15, 10, 60]) {
    const cyclesAMinute = 60 / seconds;
    expect(cyclesAMinute * requestsPerCycle(seconds * 1_000)).toBeLessThan(20);
  }
});

test('the first looks always; where there are more than a cycle may ask, every other comes to its turn', () => {
  const probes = Array.from({ length: 30 }, (_, index) => probe(`p${index}`));
  const looked = follow(probes, 6);
  expect(looked.every((names) => names[0] === 'p0' && names.length <= 9)).toBe(true);
  expect(new Set(looked.flat()).size).toBe(30);
});

test('one with a longer period leaves its turn to others', () => {
  const probes = [probe('clock'), probe('often'), probe('seldom', 4)];
  const looked = follow(probes, 8);
  expect(looked.filter((names) => names.includes('often'))).toHaveLength(8);
  expect(looked.filter((names) => names.includes('seldom'))).toHaveLength(2);
});

test('one that costs more than a whole cycle may is left out, and named', () => {
  const probes = [probe('clock'), probe('dear'), probe('cheap')];
  const looked = follow(probes, 3, { dear: 12 });
  expect(looked.flat()).not.toContain('dear');
  const recordOf = ({ name }: Probe) => ({ lookedAtMs: 0, requests: name === 'dear' ? 12 : 1, tookMs: 0 });
  expect(tooDear(probes, recordOf, requestsPerCycle(everyMs)).map(({ name }) => name)).toEqual(['dear']);
});

test('one that takes long looks so seldom that it takes a fiftieth of the time, one of every cycle a third', () => {
  const looksAt = (probe_: Probe, nowMs: number) => {
    const recordOf = ({ name }: Probe) => ({ lookedAtMs: 0, requests: 1, tookMs: name === 'slow' ? 6_000 : 10 });
    return probesInTurn([probe('clock'), probe_], recordOf, { nowMs, everyMs, requests: 9 }).includes(probe_);
  };
  const inTurn = probe('slow', 2);
  expect([60_000, 290_000, 310_000].map((nowMs) => looksAt(inTurn, nowMs))).toEqual([false, false, true]);
  const constant = probe('slow');
  expect([10_000, 20_000, 30_000].map((nowMs) => looksAt(constant, nowMs))).toEqual([false, true, true]);
});

test('a hint is followed whatever it costs', () => {
  const dear = probe('dear');
  const recordOf = () => ({ lookedAtMs: 0, requests: 12, tookMs: 0 });
  const budget = { nowMs: 1, everyMs, requests: 9 };
  expect(probesInTurn([probe('clock'), dear], recordOf, budget, (each) => each === dear)).toContain(dear);
});
