import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { getJson } from '../dhis2/client.ts';
import type { Clock } from '../dhis2/retry.ts';
import { startSmallServer } from '../dhis2/testing/small-server.ts';
import { createTransport } from '../dhis2/transport.ts';
import { createRun } from '../store/run.ts';
import { createTestDatabase, type TestDatabase } from '../store/test-database.ts';
import { recordTraffic } from './record-traffic.ts';

let store: TestDatabase;
beforeAll(async () => {
  store = await createTestDatabase();
});
afterAll(() => store.drop());

const clock: Clock = { now: () => 0, sleep: async () => undefined, random: () => 0 };
const { signal } = new AbortController();

test('requests, retries and bytes of bodies as they went over the line are added up, by side', async () => {
  const text = JSON.stringify({ text: 'x'.repeat(10_000) });
  const packed = gzipSync(text);
  let asked = 0;
  await using server = await startSmallServer((_request, response) => {
    asked += 1;
    if (asked === 1) response.writeHead(503).end();
    else response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end(packed);
  });
  const credentials = { kind: 'basic', username: 'admin', password: 'district' } as const;
  const transport = createTransport({ address: server.url, credentials, clock });
  const instance = { facts: { address: server.url }, transport };
  const archive = { facts: { address: '/backups' } };
  const references = { sourceReference: 'a', targetReference: 'b' };
  const runId = await createRun(store.database, { mode: 'replicate', ...references, options: {} });
  const recorded = recordTraffic(store.database, runId, { source: instance, target: archive });
  await getJson(transport, '/api/x', [], z.unknown(), signal);
  await recorded.flush();
  await recorded.flush();
  const content = 'y'.repeat(500);
  await transport.exchange(
    { method: 'POST', path: '/api/y', body: { content, gzip: false }, signal },
    async (answer) => {
      for await (const _chunk of answer.chunks);
    },
  );
  await recorded.flush();
  await transport.close();
  const rows = await store.database.selectFrom('run_traffic').selectAll().execute();
  expect(rows).toEqual([
    { run_id: runId, side: 'source', requests: 3, retries: 1, sent_bytes: 500, received_bytes: 2 * packed.length },
  ]);
});
