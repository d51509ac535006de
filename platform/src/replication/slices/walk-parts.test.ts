import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hierarchyOf } from './org-unit-hierarchy.ts';
import type { Area, Part } from './part.ts';
import { orgUnitsPartOf, walkParts } from './walk-parts.ts';

/** A tree of org units in which each one's parent is an earlier one, or none. */
const trees = fc
  .array(fc.nat(), { minLength: 1, maxLength: 25 })
  .map(
    (numbers) =>
      new Map(numbers.map((n, index) => [unit(index), index === 0 || n % 9 === 0 ? undefined : unit(n % index)])),
  );

const rowsOfTree = fc.array(fc.tuple(fc.nat(11), fc.nat(24)), { maxLength: 300 });

function unit(index: number): string {
  return `u${String(index).padStart(2, '0')}`;
}

const areas: Area[] = [
  { name: 'A', elements: Array.from({ length: 9 }, (_, index) => `e${index}`) },
  { name: 'none', elements: ['e9', 'f0', 'f1'] },
];
const elements = areas.flatMap((area) => area.elements);

interface Row {
  readonly element: string;
  readonly orgUnit: string;
}

function reader(rows: readonly Row[], parents: ReadonlyMap<string, string | undefined>, limit: number) {
  const isBelow = (part: Part, orgUnit: string) => {
    if (!part.children) return part.orgUnits.includes(orgUnit);
    for (let at: string | undefined = orgUnit; at !== undefined; at = parents.get(at)) {
      if (part.orgUnits.includes(at)) return true;
    }
    return false;
  };
  return (part: Part, divisible: boolean) => {
    const found = rows.filter((row) => part.elements.includes(row.element) && isBelow(part, row.orgUnit));
    if (divisible && found.length > limit) {
      const distinctElements = new Set(found.slice(0, limit + 1).map((row) => row.element)).size;
      return Promise.resolve({ overflow: true as const, distinctElements });
    }
    return Promise.resolve({ overflow: false as const, rows: found.length, value: found });
  };
}

/** A part of a divided element as it is found again by its key alone. */
function partOfKey(part: Part, options: Parameters<typeof orgUnitsPartOf>[3]): Part | undefined {
  const area = areas.find(({ name }) => name === part.area);
  return area && orgUnitsPartOf(area, part.elements[0] ?? '', part.key, options);
}

test('parts hold every row once, keep to the limit where they can be divided, and have keys of their own', async () => {
  await fc.assert(
    fc.asyncProperty(
      trees,
      rowsOfTree,
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 9 }),
      async (parents, pairs, limit, maxElements) => {
        const rows = pairs.map(([e, u]) => ({ element: elements[e] ?? '', orgUnit: unit(u % parents.size) }));
        const hierarchy = hierarchyOf(parents);
        const options = { hierarchy, from: hierarchy.roots, maxElements, limit, finished: new Set<string>() };
        const met: Row[] = [];
        const keys = new Set<string>();
        for await (const { part, value } of walkParts(areas, { ...options, read: reader(rows, parents, limit) })) {
          met.push(...value);
          expect(keys.has(part.key)).toBe(false);
          keys.add(part.key);
          expect(part.elements.length).toBeLessThanOrEqual(maxElements);
          if (part.key.includes('@')) expect(partOfKey(part, options)).toEqual(part);
          if (value.length > limit)
            expect([part.elements.length, new Set(value.map((row) => row.orgUnit)).size]).toEqual([1, 1]);
        }
        expect(met.length).toBe(rows.length);
        expect(new Set(met)).toEqual(new Set(rows));
      },
    ),
    { numRuns: 300 },
  );
});

test('after a restart only what was not finished is read, whatever sizes the parts had', async () => {
  await fc.assert(
    fc.asyncProperty(
      trees,
      rowsOfTree,
      fc.integer({ min: 1, max: 40 }),
      fc.nat(),
      async (parents, pairs, limit, seed) => {
        const rows = pairs.map(([e, u]) => ({ element: elements[e] ?? '', orgUnit: unit(u % parents.size) }));
        const hierarchy = hierarchyOf(parents);
        const options = { hierarchy, from: hierarchy.roots, maxElements: 9, limit, finished: new Set<string>() };
        const finished = new Map<string, Row[]>();
        let n = seed;
        for await (const { part, value } of walkParts(areas, { ...options, read: reader(rows, parents, limit) })) {
          n = (n * 31 + 7) % 1009;
          if (n % 2 === 0) finished.set(part.key, value);
        }
        const met = [...finished.values()].flat();
        const again = { ...options, finished: new Set(finished.keys()), read: reader(rows, parents, limit) };
        for await (const { value } of walkParts(areas, again)) met.push(...value);
        expect(met.length).toBe(rows.length);
        expect(new Set(met)).toEqual(new Set(rows));
      },
    ),
    { numRuns: 300 },
  );
});

test('dense areas settle on parts near 60 % of the limit, with few overflows', async () => {
  const area = { name: 'A', elements: Array.from({ length: 300 }, (_, index) => `e${String(index).padStart(3, '0')}`) };
  const hierarchy = hierarchyOf(new Map([['u00', undefined]]));
  let reads = 0;
  let parts = 0;
  const options = { hierarchy, from: ['u00'], maxElements: 150, limit: 1000, finished: new Set<string>() };
  const read = (part: Part) => {
    reads++;
    const rows = part.elements.length * 50;
    if (rows > 1000) return Promise.resolve({ overflow: true as const, distinctElements: 20 });
    return Promise.resolve({ overflow: false as const, rows, value: undefined });
  };
  for await (const { rows } of walkParts([area], { ...options, read })) {
    parts++;
    expect(rows).toBeLessThanOrEqual(1000);
  }
  expect(parts).toBe(25);
  expect(reads).toBeLessThanOrEqual(27);
});
