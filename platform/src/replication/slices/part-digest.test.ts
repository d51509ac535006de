import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Part } from './part.ts';
import { digestPart, sumOfTexts } from './part-digest.ts';
import type { RowClass } from './row-class.ts';
import { textLaneA, textLaneB } from './row-hash.ts';

const part: Part = { key: '', area: '', elements: [], orgUnits: [], children: true };

/** The digest of some texts, as rows that are key and content at once. */
async function textOf(rows: readonly string[]): Promise<string> {
  const reading: Pick<RowClass<string>, 'read' | 'hash'> = {
    async *read() {
      yield* rows;
    },
    hash(_side, row, lanes) {
      lanes.keyA = textLaneA(row);
      lanes.keyB = textLaneB(row);
      lanes.contentA = textLaneA(`${row}!`);
      lanes.contentB = textLaneB(`${row}!`);
    },
  };
  const signal = new AbortController().signal;
  return (await digestPart(reading, 'source', part, undefined, signal))?.text ?? '';
}

test('parts add up to the digest of the whole, whatever it was cut into', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(fc.string())), async (parts) => {
      const texts = await Promise.all(parts.map(textOf));
      expect(sumOfTexts(texts)).toBe(await textOf(parts.flat()));
    }),
  );
});

test('one row more, or another one, shows in the sum', async () => {
  const sum = sumOfTexts([await textOf(['a', 'b']), await textOf(['c'])]);
  expect(sumOfTexts([await textOf(['a', 'b']), await textOf(['d'])])).not.toBe(sum);
  expect(sumOfTexts([await textOf(['a', 'b']), await textOf(['c', 'c'])])).not.toBe(sum);
});
