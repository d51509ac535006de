import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PlatformError } from '../model/errors/platform-error.ts';
import { streamElements } from './json-stream.ts';
import { responseOf } from './testing/response-of.ts';

async function read(pieces: readonly Buffer[], key = 'dataValues', contentType?: string) {
  const stream = streamElements(responseOf(pieces, contentType), key);
  const elements: unknown[] = [];
  let head: Record<string, unknown> = {};
  for await (const batch of stream.batches) {
    head = stream.head();
    elements.push(...batch);
  }
  return { elements, head, rest: stream.rest() };
}

async function failureOf(attempt: Promise<unknown>): Promise<string> {
  const outcome = await attempt.catch((error: unknown) => error);
  return outcome instanceof PlatformError ? outcome.code : `no failure: ${JSON.stringify(outcome)}`;
}

function cut(text: string, size: number): Buffer[] {
  const bytes = Buffer.from(text);
  const pieces: Buffer[] = [];
  for (let from = 0; from < bytes.length; from += size) pieces.push(bytes.subarray(from, from + size));
  return pieces;
}

const values = [
  { dataElement: 'DEDeces0001', value: '3', comment: 'vérifié, "oui" \\ [x] {y}', followup: true },
  { dataElement: 'DECasPalu01', value: '1,5', comment: null, nested: { list: [[], [1, 2], {}] } },
  { dataElement: 'DECasPalu01', value: '🙂' },
];
const body = JSON.stringify({ dataSet: 'DSMensuel01', dataValues: values, pager: { total: 3, pages: [1, 2] } });

describe('elements of a large body', () => {
  it('come whole however the network cuts them', async () => {
    for (let size = 1; size <= body.length; size += 1) {
      const { elements, head, rest } = await read(cut(body, size));
      expect(elements).toEqual(values);
      expect(head).toEqual({ dataSet: 'DSMensuel01', dataValues: [] });
      expect(rest).toEqual({ dataSet: 'DSMensuel01', dataValues: [], pager: { total: 3, pages: [1, 2] } });
    }
  });

  it('are what JSON.parse says, for any JSON and any cut', async () => {
    const anyBody = fc.record({ before: fc.jsonValue(), list: fc.array(fc.jsonValue()), after: fc.jsonValue() });
    await fc.assert(
      fc.asyncProperty(anyBody, fc.integer({ min: 1, max: 40 }), fc.boolean(), async (object, size, isSpaced) => {
        const text = JSON.stringify(object, null, isSpaced ? 2 : undefined);
        const { elements, rest } = await read(cut(text, size), 'list');
        // Through JSON on both sides: it has no -0, which fast-check likes to send.
        expect(elements).toEqual(JSON.parse(text).list);
        expect(rest).toEqual({ ...JSON.parse(text), list: [] });
      }),
      { numRuns: 300 },
    );
  });

  it('never are fewer than were sent: a cut body is a failure, wherever it is cut', async () => {
    for (let length = 1; length < Buffer.byteLength(body); length += 1) {
      const cutBody = Buffer.from(body).subarray(0, length);
      expect(await failureOf(read([cutBody])), `after ${length} bytes`).toBe('DHIS2_BODY_TRUNCATED');
    }
  });

  it('are refused when the server breaks off and writes its error into the body', async () => {
    const broken = `${body.slice(0, 90)}{"httpStatus":"Internal Server Error","httpStatusCode":500}`;
    expect(await failureOf(read(cut(broken, 16)))).toBe('DHIS2_BODY_TRUNCATED');
    const behind = `${body}{"httpStatus":"Internal Server Error","httpStatusCode":500}`;
    expect(await failureOf(read([Buffer.from(behind)]))).toBe('DHIS2_BODY_TRUNCATED');
  });

  it('are none in an empty list and in an empty object', async () => {
    for (const text of ['{"dataValues":[]}', '{"dataValues": [ ] }', '{}', ' { }\n']) {
      expect((await read([Buffer.from(text)])).elements, text).toEqual([]);
    }
  });

  it('are not taken from an array of another name, or deeper down', async () => {
    const text = '{"pager":{"dataValues":[1]},"other":[2],"x":"\\"dataValues\\":[3]","dataValues":[4]}';
    expect((await read([Buffer.from(text)])).elements).toEqual([4]);
  });

  it.each([
    ['a message instead of values', '{"httpStatusCode":409,"message":"no"}', 'DHIS2_UNEXPECTED_ANSWER'],
    ['HTML', '<!doctype html><html></html>', 'DHIS2_NOT_JSON'],
    ['a list', '[1,2]', 'DHIS2_NOT_JSON'],
    ['nothing at all', '', 'DHIS2_BODY_TRUNCATED'],
  ])('are a failure in %s', async (_what, text, code) => {
    expect(await failureOf(read(text === '' ? [] : [Buffer.from(text)]))).toBe(code);
  });

  it('stay in bounded memory when the array is not where it should be', async () => {
    const endless = Array.from({ length: 100 }, () => Buffer.from(`"${'x'.repeat(100_000)}",`));
    expect(await failureOf(read([Buffer.from('{"other":['), ...endless]))).toBe('DHIS2_BODY_TRUNCATED');
  });
});
