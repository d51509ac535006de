import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nothing } from '../../model/nothing.ts';
import { createDatedSum } from '../proof/dated-sum.ts';
import type { ProvenRun, ProvenSlice } from '../proof/proven-run.ts';
import { findCarriedParts } from './carried-parts.ts';
import { mostDeleted } from './deleted-before.ts';
import { hierarchyOf } from './org-unit-hierarchy.ts';
import { type Area, elementsPart, orgUnitsPart, type Part } from './part.ts';
import type { RowClass, Side } from './row-class.ts';
import { createRowLanes, textLaneA, textLaneB } from './row-hash.ts';

interface Row {
  readonly element: string;
  readonly orgUnit: string;
  readonly value: string;
  readonly changedMs: number;
  readonly isDeleted: boolean;
}

const unit = (name: string) => `OrgUnit0${name.padStart(3, '0')}`;
const element = (index: number) => `Element000${index}`;
const hierarchy = hierarchyOf(
  new Map([
    [unit('r'), undefined],
    ...['a', 'b', 'c'].map((name) => [unit(name), unit('r')] as const),
    ...['a1', 'a2'].map((name) => [unit(name), unit('a')] as const),
    [unit('b1'), unit('b')],
  ]),
);
const places = ['r', 'a', 'b', 'c', 'a1', 'a2', 'b1'].map(unit);
const area: Area = { name: 'none', elements: [0, 1, 2].map(element) };
const from = [unit('r')];
const divided = (path: string, name: string, children = true) =>
  orgUnitsPart(area, element(2), path, [unit(name)], children);
/** Two elements together, and one that is divided: the top alone, then the subtrees below it. */
const parts: readonly Part[] = [
  elementsPart(area, 0, 2, from),
  divided('0.0', 'r', false),
  ...['a', 'b', 'c'].map((name, index) => divided(`0.${index + 1}`, name)),
];

/** Long before everything; the first readings; the question. */
const [ages, window, readAt, askedAt] = [0, 1_000_000, 2_000_000, 3_000_000];

function isBelow(orgUnit: string, { orgUnits, children }: Part): boolean {
  if (!children) return orgUnits.includes(orgUnit);
  for (let at: string | undefined = orgUnit; at !== undefined; at = hierarchy.parentOf(at))
    if (orgUnits.includes(at)) return true;
  return false;
}
const isOf = (part: Part) => (row: Row) => part.elements.includes(row.element) && isBelow(row.orgUnit, part);
const keyOf = (row: Row) => `${row.element}/${row.orgUnit}`;
const moment = (ms: number) => ({ ms, text: new Date(ms).toISOString().slice(0, -1) });

type World = Record<Side, Map<string, Row>>;

function rowsOf(world: World): { rows: RowClass<Row>; questions: Part[] } {
  const questions: Part[] = [];
  async function* all(side: Side, wanted: (row: Row) => boolean) {
    for (const row of world[side].values()) if (wanted(row)) yield row;
  }
  const hash: RowClass<Row>['hash'] = (_side, row, lanes) => {
    [lanes.keyA, lanes.keyB] = [textLaneA(keyOf(row)), textLaneB(keyOf(row))];
    [lanes.contentA, lanes.contentB] = [textLaneA(row.value), textLaneB(row.value)];
  };
  const rows: RowClass<Row> = {
    type: 'dataValues',
    read: (side, part) => all(side, (row) => isOf(part)(row) && !row.isDeleted),
    compact: (row) => row,
    hash,
    elementOf: (row) => row.element,
    keyOf,
    obstacleOf: () => undefined,
    extraFinding: (row) => ({ cause: 'skipped', code: 'EXTRA', message: '', key: keyOf(row), groupKey: row.element }),
    lastUpdatedOf: (row) => row.changedMs,
    dates: {
      readChanged(side, part, since) {
        questions.push(part);
        return all(side, (row) => isOf(part)(row) && moment(row.changedMs).text >= since);
      },
      isDeleted: (row) => row.isDeleted,
      orgUnitOf: (row) => row.orgUnit,
      elementOn: (_side, uid) => uid,
      formOf: () => 'form',
      accompanied: () => [],
    },
  };
  return { rows, questions };
}

/** What a run leaves that read the parts at these moments: what is deleted it does not meet. */
function provenBy(world: World, { rows }: { rows: RowClass<Row> }, at: (part: Part) => number) {
  const slices = new Map<string, ProvenSlice>();
  for (const part of parts) {
    const sumOf = (side: Side) => {
      const sum = createDatedSum(at(part));
      const lanes = createRowLanes();
      for (const row of world[side].values()) {
        if (row.isDeleted || !isOf(part)(row)) continue;
        rows.hash(side, row, lanes);
        sum.add(lanes, row.changedMs);
      }
      return { ...moment(at(part)), dated: sum.text };
    };
    const count = [...world.source.values()].filter((row) => !row.isDeleted && isOf(part)(row)).length;
    const proof = { run: 1, at: '', form: 'form', source: sumOf('source'), target: sumOf('target') };
    slices.set(part.key, { rows: count, digest: `${count}-0000000000000000`, proof });
  }
  const proven: ProvenRun = {
    ...{ runId: 1, everythingAt: '', everythingBy: 1 },
    slicesOf: async () => slices,
    keysOf: async () => new Set(slices.keys()),
    chunkFacts: () => nothing(),
  };
  return proven;
}

async function carriedOf(world: World, proven: ProvenRun) {
  const { rows, questions } = rowsOf(world);
  const copied = { rows, areas: [area], hierarchy, maxElements: 100, readable: { from } };
  const now = { source: moment(askedAt), target: moment(askedAt) };
  const found = await findCarriedParts({ proven, signal: new AbortController().signal }, copied, now);
  const whole = new Set([...found].flatMap(([key, carried]) => ('slice' in carried ? [key] : [])));
  return { found, whole, questions };
}

const row = (at: number, place: string, changedMs = ages, isDeleted = false): Row => ({
  ...{ element: element(at), orgUnit: unit(place), value: 'as it was', changedMs, isDeleted },
});
/** What the source does not hold as deleted the target holds too. */
function worldOf(rows: readonly Row[]): World {
  const source = new Map(rows.map((each) => [keyOf(each), each]));
  return { source, target: new Map([...source].filter(([, { isDeleted }]) => !isDeleted)) };
}

describe('parts that an earlier run proved', () => {
  const usual = [row(0, 'a'), row(1, 'b1'), row(2, 'r'), row(2, 'a1'), row(2, 'b'), row(2, 'c')];
  const put = (world: World, side: Side, changed: Row) => world[side].set(keyOf(changed), changed);

  test('are asked about in one question for each side, though some were read a little earlier than others', async () => {
    const world = worldOf(usual);
    const proven = provenBy(world, rowsOf(world), ({ key }) => (key.includes('@0.0') ? window : window + 60_000));
    const { whole, questions } = await carriedOf(world, proven);
    expect(whole).toEqual(new Set(parts.map(({ key }) => key)));
    expect(questions).toHaveLength(2);
  });

  test('that were read long before the others are asked about by themselves', async () => {
    const world = worldOf([...usual, row(2, 'a2', window + 50)]);
    const proven = provenBy(world, rowsOf(world), ({ key }) => (key.includes('@0.0') ? window : readAt));
    const { whole, questions } = await carriedOf(world, proven);
    expect(whole).toEqual(new Set(parts.map(({ key }) => key)));
    expect(questions.map(({ orgUnits, children }) => [orgUnits.join(), children])).toContainEqual([unit('r'), false]);
  });

  test('stay proven where one of the same element changed', async () => {
    const world = worldOf(usual);
    const proven = provenBy(world, rowsOf(world), () => window);
    put(world, 'target', { ...row(2, 'a1', readAt), value: 'changed' });
    const { found } = await carriedOf(world, proven);
    expect([...found.keys()]).toEqual(parts.filter(({ orgUnits }) => orgUnits[0] !== unit('a')).map(({ key }) => key));
  });

  test('are as they were where rows were deleted shortly before they were read', async () => {
    const world = worldOf([...usual, row(0, 'c', window + 10, true), row(2, 'a2', window + 10, true)]);
    const { whole } = await carriedOf(
      world,
      provenBy(world, rowsOf(world), () => window),
    );
    expect(whole).toEqual(new Set(parts.map(({ key }) => key)));
  });

  test('are not where rows were deleted since, though they were dated in between', async () => {
    const world = worldOf([...usual, row(2, 'a2')]);
    const proven = provenBy(world, rowsOf(world), () => window);
    put(world, 'source', row(2, 'a2', window + 10, true));
    const { whole } = await carriedOf(world, proven);
    expect([...whole].some((key) => key === parts[2]?.key)).toBe(false);
    expect(whole.size).toBe(parts.length - 1);
  });

  test('are read where more was deleted than is looked for', async () => {
    const world = worldOf(usual);
    const proven = provenBy(world, rowsOf(world), () => window);
    const many = Array.from({ length: mostDeleted + 1 }, (_, index) => index);
    for (const index of many) world.source.set(`gone ${index}`, row(0, 'a', window + 10, true));
    expect([...(await carriedOf(world, proven)).whole]).not.toContain(parts[0]?.key);
  });

  test('of an element that has rows where nobody knows the org unit are read', async () => {
    const world = worldOf(usual);
    const proven = provenBy(world, rowsOf(world), () => window);
    const stray = { ...row(2, 'a', readAt), orgUnit: unit('new') };
    const { rows } = rowsOf(world);
    const found = await findCarriedParts(
      { proven, signal: new AbortController().signal },
      {
        rows: { ...rows, dates: rows.dates && { ...rows.dates, readChanged: () => only(stray) } },
        ...{ areas: [area], hierarchy, maxElements: 100, readable: { from } },
      },
      { source: moment(askedAt), target: moment(askedAt) },
    );
    expect([...found.keys()]).toEqual([parts[0]?.key]);
  });

  async function* only(found: Row) {
    yield found;
  }

  const changes = fc.array(
    fc.record({
      side: fc.constantFrom<Side>('source', 'source', 'target'),
      at: fc.constantFrom(0, 1, 2),
      place: fc.constantFrom(...places),
      value: fc.constantFrom('as it was', 'other'),
      changedMs: fc.constantFrom(window + 1, readAt + 1, askedAt - 1),
      isDeleted: fc.boolean(),
    }),
    { maxLength: 6 },
  );
  const worlds = fc.array(
    fc.record({
      at: fc.constantFrom(0, 1, 2),
      place: fc.constantFrom(...places),
      changedMs: fc.constantFrom(ages, window - 1, window + 1, readAt - 1),
      isDeleted: fc.boolean(),
    }),
    { maxLength: 20 },
  );

  test('are carried only where neither side holds anything else than it did, whatever happened since', async () => {
    await fc.assert(
      fc.asyncProperty(worlds, changes, fc.boolean(), async (made, changed, isApart) => {
        const world = worldOf(made.map(({ at, place, ...more }) => ({ ...row(at, 'r'), orgUnit: place, ...more })));
        const proven = provenBy(world, rowsOf(world), ({ key }) =>
          isApart && key.includes('@0.0') ? window : readAt - 500,
        );
        const liveOf = (side: Side, part: Part) =>
          [...world[side].values()]
            .filter((each) => !each.isDeleted && isOf(part)(each))
            .map((each) => keyOf(each) + each.value)
            .sort();
        const before = parts.map((part) => [liveOf('source', part), liveOf('target', part)]);
        // The clock of a side moves on: whatever is written since the reading is dated after its moment.
        for (const { side, at, place, ...more } of changed) {
          const written = { ...row(at, 'r'), orgUnit: place, ...more, changedMs: Math.max(more.changedMs, readAt) };
          if (world[side].has(keyOf(written)) || !written.isDeleted) put(world, side, written);
        }
        const { whole } = await carriedOf(world, proven);
        parts.forEach((part, index) => {
          if (whole.has(part.key)) expect([liveOf('source', part), liveOf('target', part)]).toEqual(before[index]);
        });
        if (changed.length === 0) expect(whole.size).toBe(parts.length);
      }),
      { numRuns: 500 },
    );
  });
});
