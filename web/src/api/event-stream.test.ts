import { expect, it } from 'vitest';
import { parseEvent, readEvents } from './event-stream.ts';

function streamOf(...parts: readonly string[]): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    start: (controller) => {
      for (const part of parts) controller.enqueue(encoder.encode(part));
      controller.close();
    },
  });
}

it('reads events that arrive in pieces, and passes over comments', async () => {
  const stream = streamOf(
    'retry: 3000\n\nid: 7\nevent: tran',
    'sition\ndata: {"to":"runn',
    'ing"}\n\n: still there\n\ndata: 1\n\n',
  );
  const found = [];
  for await (const event of readEvents(stream)) found.push(event);
  expect(found).toEqual([
    { name: 'transition', id: '7', data: '{"to":"running"}' },
    { name: 'message', id: undefined, data: '1' },
  ]);
});

it('keeps colons that belong to the data', () => {
  expect(parseEvent('data: {"at":"10:05"}')).toMatchObject({ data: '{"at":"10:05"}' });
});
