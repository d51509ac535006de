import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CarriedOptions, carriedByAll, carriesAt, mayOverlap, pointsOf } from './carried-points.ts';
import { findLoop, type Route } from './find-loop.ts';

const route = (source: string, target: string, options: CarriedOptions = {}): Route => ({
  name: `${source}-${target}`,
  source,
  target,
  options,
});

const years = ['2022', '2023', '2024', '2022:2023', '202306:202401', '2023-06-15:2023-06-20'];
const someOptions: fc.Arbitrary<CarriedOptions> = fc.record({
  only: fc.option(
    fc.subarray(['metadata', 'dataElements', 'indicators', 'data', 'dataValues', 'tracker', 'events', 'users'], {
      minLength: 1,
    }),
    { nil: undefined },
  ),
  selection: fc.option(
    fc.record(
      {
        period: fc.constantFrom(...years),
        programs: fc.constant(['ANC']),
        dataSets: fc.constant(['Monthly']),
        groups: fc.constant(['Malaria']),
        orgUnits: fc.constant(['North']),
      },
      { requiredKeys: [] },
    ),
    { nil: undefined },
  ),
});
const someRoute = fc.record({
  source: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
  target: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
  options: someOptions,
  name: fc.uuid(),
});

test('there and back is a loop, and so is a longer chain that comes back; a chain and many targets are none', () => {
  expect(findLoop([route('a', 'b')], route('b', 'a'))?.routes.map(({ name }) => name)).toEqual(['b-a', 'a-b']);
  expect(findLoop([route('a', 'b'), route('b', 'c')], route('c', 'a'))?.routes).toHaveLength(3);
  expect(findLoop([route('a', 'b'), route('a', 'c')], route('b', 'c'))).toBeUndefined();
  expect(findLoop([route('a', 'b'), route('b', 'c')], route('a', 'd'))).toBeUndefined();
  expect(findLoop([], route('a', 'a'))?.routes).toHaveLength(1);
});

test('metadata may go down and data up; what goes both ways is named', () => {
  const down = route('ministry', 'region', { only: ['metadata'] });
  expect(findLoop([down], route('region', 'ministry', { only: ['data'] }))).toBeUndefined();
  const back = route('region', 'ministry', { only: ['dataElements', 'dataValues'] });
  expect(findLoop([down], back)?.names).toEqual(['dataElements']);
});

test('years that have no day in common tell values apart, and metadata not', () => {
  const of = (period: string, only = ['dataValues']) => ({ only, selection: { period } });
  expect(findLoop([route('a', 'b', of('2023'))], route('b', 'a', of('2024')))).toBeUndefined();
  expect(findLoop([route('a', 'b', of('2023:2024'))], route('b', 'a', of('202406')))?.names).toEqual(['dataValues']);
  expect(mayOverlap(of('2023', ['events']), of('2024', ['events']))).toBe(true);
  expect(mayOverlap(of('2023', ['metadata']), of('2024', ['metadata']))).toBe(true);
});

test('a program brings no data values, a data set no events; both may bring the same metadata', () => {
  const program: CarriedOptions = { selection: { programs: ['ANC'] } };
  const dataSet: CarriedOptions = { selection: { dataSets: ['Monthly'] } };
  const common = carriedByAll([program, dataSet]);
  expect(common).not.toContain('dataValues');
  expect(common).not.toContain('events');
  expect(common).toContain('metadata');
  expect(mayOverlap({ ...program, only: ['tracker'] }, { ...dataSet, only: ['data'] })).toBe(false);
});

test('whatever the options, having something in common goes both ways, and everything has it with anything', () => {
  fc.assert(
    fc.property(someOptions, someOptions, (left, right) => {
      expect(mayOverlap(left, right)).toBe(mayOverlap(right, left));
      if (carriedByAll([left]).length > 0) expect(mayOverlap(left, {})).toBe(true);
      expect(mayOverlap(left, left)).toBe(carriedByAll([left]).length > 0);
    }),
  );
});

/** Whether something comes round through the added route, by following every thing as far as it gets. */
function comesBack(existing: readonly Route[], added: Route): boolean {
  return pointsOf([added, ...existing].map(({ options }) => options)).some((point) => {
    if (!carriesAt(added.options, point)) return false;
    const reached = new Set([added.target]);
    for (let round = 0; round <= existing.length; round += 1) {
      for (const { source, target, options } of existing) {
        if (reached.has(source) && carriesAt(options, point)) reached.add(target);
      }
    }
    return reached.has(added.source);
  });
}

test('a loop is found where there is one, leads round, and is carried all the way', () => {
  fc.assert(
    fc.property(fc.array(someRoute, { maxLength: 7 }), someRoute, (existing, added) => {
      const loop = findLoop(existing, added);
      expect(loop !== undefined).toBe(comesBack(existing, added));
      if (loop === undefined) return;
      expect(loop.routes[0]).toBe(added);
      expect(loop.routes.at(-1)?.target).toBe(added.source);
      for (const [index, each] of loop.routes.entries()) {
        if (index > 0) expect(each.source).toBe(loop.routes[index - 1]?.target);
      }
      const points = pointsOf([added, ...existing].map(({ options }) => options));
      const goRound = points.filter((point) => loop.routes.every(({ options }) => carriesAt(options, point)));
      expect(goRound.map(({ name }) => name)).toEqual(expect.arrayContaining([...loop.names]));
    }),
    { numRuns: 300 },
  );
});

test('routes that were taken one by one without a loop have none, in whatever order they are looked at', () => {
  fc.assert(
    fc.property(fc.array(someRoute, { maxLength: 8 }), (wanted) => {
      const taken: Route[] = [];
      for (const each of wanted) if (findLoop(taken, each) === undefined) taken.push(each);
      for (const each of taken) {
        expect(
          findLoop(
            taken.filter((other) => other !== each),
            each,
          ),
        ).toBeUndefined();
      }
    }),
  );
});
