import type { ServerResponse } from 'node:http';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EntryKind } from '../../model/entry.ts';
import { collect } from '../testing/collect.ts';
import { nobody, startSmallInstance } from '../testing/small-instance.ts';
import { sendJson } from '../testing/small-server.ts';

/** A server that lists what it is told to, and a reader of its entries as texts. */
async function startListing() {
  let answer: (response: ServerResponse, query: URLSearchParams) => void = (response) => sendJson(response, {});
  const small = await startSmallInstance((request, response) => answer(response, request.query));
  return {
    [Symbol.asyncDispose]: () => small[Symbol.asyncDispose](),
    async read(kind: EntryKind, slice: string, how: typeof answer): Promise<string[]> {
      answer = how;
      const entries = await collect(small.instance.entries.read(kind, slice, nobody));
      return entries.map(({ key, content }) => `${key} ${JSON.stringify(content)}`);
    },
  };
}

const uid = fc.constantFrom('ApUidOfOne1', 'ApUidOfTwo2', 'ApUidOfTre3');
const shuffled = <T>(items: readonly T[]) => fc.shuffledSubarray([...items], { minLength: items.length });

describe('what a listing says does not hang on its order, on doubles, and on how it is spelled', () => {
  test('lock exceptions, which a repeated writing doubles', async () => {
    await using listing = await startListing();
    const one = fc.record({ dataSet: uid, period: fc.constantFrom('202401', '2024Q1'), orgUnit: uid });
    const rows = fc.array(one, { minLength: 1, maxLength: 6 });
    const again = rows.chain((list) => fc.tuple(fc.constant(list), shuffled([...list, ...list])));
    const row = ({ dataSet, period, orgUnit }: { dataSet: string; period: string; orgUnit: string }, at: number) => ({
      name: `Monthly (Clinic (north), ${period})`,
      dataSet: { id: dataSet },
      organisationUnit: { id: orgUnit },
      period: at % 2 === 0 ? { id: period } : {},
    });
    const property = fc.asyncProperty(again, async ([once, doubled]) => {
      const read = (list: typeof once) =>
        listing.read('lockExceptions', 'all', (response) => sendJson(response, { lockExceptions: list.map(row) }));
      const keys = new Set(once.map(({ dataSet, period, orgUnit }) => `${dataSet}/${period}/${orgUnit} {}`));
      expect((await read(doubled)).sort()).toEqual([...keys].sort());
    });
    await fc.assert(property, { numRuns: 40 });
  });

  test('pairs of potential duplicates, of which either may be called the original', async () => {
    await using listing = await startListing();
    const pair = fc.tuple(uid, uid, fc.boolean());
    const property = fc.asyncProperty(fc.array(pair, { maxLength: 5 }), async (pairs) => {
      const told = pairs.map(([one, other, isTurned], at) => ({
        id: `pair${at}`,
        original: isTurned ? other : one,
        duplicate: isTurned ? one : other,
        status: 'OPEN',
      }));
      const answer = (response: ServerResponse) => sendJson(response, { potentialDuplicates: told });
      const keys = (await listing.read('potentialDuplicates', 'all', answer)).map((line) => line.split(' ')[0]);
      const wanted = new Set(pairs.map(([one, other]) => [one, other].sort().join('/')));
      expect(keys.sort()).toEqual([...wanted].sort());
    });
    await fc.assert(property, { numRuns: 40 });
  });

  test('min-max values, whose bounds and mark may be written in several ways', async () => {
    await using listing = await startListing();
    const number = fc.constantFrom('0', '10', '-5');
    const spell = (text: string, how: string) => (how === 'plain' ? text : `${text}${how === 'point' ? '.0' : 'e0'}`);
    const value = fc.record({
      source: uid,
      min: number,
      max: number,
      how: fc.constantFrom('plain', 'point', 'power'),
      generated: fc.constantFrom('true', 'false', undefined),
    });
    const list = fc
      .uniqueArray(value, { selector: ({ source }) => source, maxLength: 3 })
      .chain((values) => fc.tuple(fc.constant(values), shuffled(values)));
    const property = fc.asyncProperty(list, async ([values, mixed]) => {
      const rows = mixed.map(({ source, min, max, how, generated }) => {
        const mark = generated === undefined ? '' : `,"generated":${generated}`;
        const bounds = `"min":${spell(min, how)},"max":${spell(max, how)}${mark}`;
        return `{${bounds},"source":{"id":"${source}"},"dataElement":{"id":"e"},"optionCombo":{"id":"c"}}`;
      });
      const text = `{"pager":{"total":${rows.length}},"minMaxDataElements":[${rows.join()}]}`;
      const answer = (response: ServerResponse) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(text);
      };
      const wanted = values.map(({ source, min, max, generated }) => {
        const content = { min: Number(min), max: Number(max), generated: generated === 'true' };
        return `e/${source}/c ${JSON.stringify(content)}`;
      });
      expect((await listing.read('minMaxDataElements', 'e', answer)).sort()).toEqual(wanted.sort());
    });
    await fc.assert(property, { numRuns: 40 });
  });
});
