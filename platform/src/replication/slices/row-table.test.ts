import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRowLanes, createTextLanes, textLaneA, textLaneB } from './row-hash.ts';
import { createRowTable } from './row-table.ts';

function lanesOf(key: string, content: string) {
  return {
    keyA: textLaneA(key),
    keyB: textLaneB(key),
    contentA: textLaneA(content),
    contentB: textLaneB(content),
  };
}

const rows = fc.dictionary(fc.string({ maxLength: 12 }), fc.string({ maxLength: 4 }), { maxKeys: 200 });

describe('a table of row hashes', () => {
  test('compares as a map of texts would', () => {
    fc.assert(
      fc.property(rows, rows, (target, source) => {
        const table = createRowTable(16);
        for (const [key, content] of Object.entries(target)) table.add(lanesOf(key, content));
        expect(table.size).toBe(Object.keys(target).length);
        for (const [key, content] of Object.entries(source)) {
          const expected = !Object.hasOwn(target, key) ? 'absent' : target[key] === content ? 'equal' : 'different';
          expect(table.compare(lanesOf(key, content))).toBe(expected);
        }
        const unseen = Object.keys(target).filter((key) => !Object.hasOwn(source, key));
        expect(table.unseen).toBe(unseen.length);
        for (const key of Object.keys(target)) {
          expect(table.isUnseen(lanesOf(key, ''))).toBe(!Object.hasOwn(source, key));
        }
      }),
    );
  });

  test('counts a row once, however often it comes and is asked for', () => {
    const table = createRowTable();
    const row = lanesOf('a', '1');
    table.add(row);
    table.add(row);
    table.compare(row);
    table.compare(row);
    expect([table.size, table.unseen]).toEqual([1, 0]);
  });

  test('holds 200,000 rows in less than 20 MB', () => {
    const before = process.memoryUsage().arrayBuffers;
    const table = createRowTable();
    const lanes = createRowLanes();
    for (let index = 0; index < 200_000; index++) {
      lanes.keyA = textLaneA(String(index));
      lanes.keyB = textLaneB(String(index));
      table.add(lanes);
    }
    expect(table.size).toBe(200_000);
    globalThis.gc?.();
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000);
  });
});

test('a renamed text has the lanes of its new name', () => {
  const source = createTextLanes((text) => (text === 'old' ? 'new' : text));
  const target = createTextLanes();
  expect(source.laneA(source.indexOf('old'))).toBe(target.laneA(target.indexOf('new')));
  expect(source.laneB(source.indexOf('old'))).toBe(target.laneB(target.indexOf('new')));
  expect(source.laneA(source.indexOf('other'))).not.toBe(target.laneA(target.indexOf('new')));
});
