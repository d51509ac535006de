import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadDemoWorld } from '@relais/standin/demo-world.ts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { type StandinPair, startBlankPair } from '../replication/fixtures/standin-pair.ts';
import { createTestDatabase, type TestDatabase } from '../store/test-database.ts';
import { type CommandLine, createCommandLine } from './testing/command-line.ts';
import { createProcesses } from './testing/relais-process.ts';

/** What a collector is sent (OTLP 1 as JSON). */
const attributeSchema = z.object({ key: z.string(), value: z.record(z.string(), z.unknown()) });
const spanSchema = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  name: z.string(),
  kind: z.number(),
  startTimeUnixNano: z.string(),
  endTimeUnixNano: z.string(),
  attributes: z.array(attributeSchema),
  status: z.object({ code: z.number().optional(), message: z.string().optional() }),
});
type Span = z.infer<typeof spanSchema>;
const bodySchema = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes: z.array(attributeSchema) }),
      scopeSpans: z.array(z.object({ spans: z.array(spanSchema) })),
    }),
  ),
});

let store: TestDatabase;
let pair: StandinPair;
let directory: string;
let commands: CommandLine;
let processes: ReturnType<typeof createProcesses>;
let collector: Server;
let endpoint: string;
/** Everything that the collector was sent, as text, and the addresses. */
const sent: string[] = [];
const addresses: string[] = [];
const logins: (string | undefined)[] = [];

beforeAll(async () => {
  collector = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
    request.on('end', () => {
      sent.push(text);
      addresses.push(request.url ?? '');
      logins.push(request.headers.authorization);
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
  store = await createTestDatabase();
  pair = await startBlankPair(['2.42.4.1', '2.42.4.1']);
  await loadDemoWorld(pair.source.url, {
    ...{ organisationUnits: 5, dataValues: 50, trackedEntities: 5, packages: false },
  });
  directory = await mkdtemp(join(tmpdir(), 'relais-traces-'));
  const environment = { DATABASE_URL: store.connectionString, RELAIS_DATA: join(directory, 'data') };
  commands = createCommandLine(environment);
  processes = createProcesses(environment);
  for (const [name, { url }] of Object.entries({ source: pair.source, target: pair.target })) {
    await commands.run(['instance', 'add', name, url, '--username', 'admin'], { answers: ['district'] });
  }
});
afterAll(async () => {
  processes.killAll();
  collector.closeAllConnections();
  collector.close();
  await pair.close();
  await store.drop();
  await rm(directory, { recursive: true });
});
beforeEach(() => {
  sent.length = 0;
});

function spansSent(): readonly Span[] {
  const bodies = sent.map((text) => bodySchema.parse(JSON.parse(text)));
  return bodies.flatMap(({ resourceSpans }) =>
    resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)),
  );
}

/** The names from a span up to the top of its trace. */
function pathOf(span: Span, spans: readonly Span[]): readonly string[] {
  const above = spans.find(({ spanId }) => spanId === span.parentSpanId);
  return above === undefined ? [span.name] : [span.name, ...pathOf(above, spans)];
}

test('a run that two workers share is one trace: run, steps, pieces, requests', async () => {
  expect(await commands.run(['replicate', 'source', 'target', '--detach', '--yes', '--json'])).toBe(0);
  const { run } = JSON.parse(commands.out);
  const traced = { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_SERVICE_NAME: 'relais-test', RELAIS_LOG: 'json' };
  const workers = [processes.start(['worker'], traced), processes.start(['worker'], traced)];
  expect(await commands.run(['run', 'watch', String(run)])).toBe(0);
  for (const worker of workers) expect(await worker.end()).toBe(0);

  expect(new Set(addresses)).toEqual(new Set(['/v1/traces']));
  expect(sent.join()).toContain('relais-test');
  const spans = spansSent();
  const top = spans.filter(({ name }) => name === 'run');
  expect(top).toHaveLength(1);
  const ofRun = spans.filter(({ traceId }) => traceId === top[0]?.traceId);
  expect(new Set(ofRun.map(({ spanId }) => spanId)).size).toBe(ofRun.length);
  const paths = ofRun.map((span) => pathOf(span, ofRun).join(' < '));
  expect(paths.filter((path) => !path.endsWith('run'))).toEqual([]);
  expect(paths).toContain('step dataValues < run');
  expect(paths).toContain('open < run');
  expect(paths).toContain('POST /api/metadata < work metadata < step metadata < run');
  expect(paths).toContain('POST /api/dataValueSets < work dataValues < step dataValues < run');
  expect(paths.filter((path) => path === 'conclude < run')).toHaveLength(1);
  for (const { startTimeUnixNano, endTimeUnixNano } of ofRun) {
    expect(BigInt(endTimeUnixNano)).toBeGreaterThanOrEqual(BigInt(startTimeUnixNano));
  }
  await expectLogs(
    run,
    workers.map((worker) => worker.said()),
  );
});

const lineSchema = z.object({
  ...{ msg: z.string(), run: z.number(), step: z.string() },
  ...{ chunk: z.number().optional(), piece: z.string().optional(), created: z.number().optional() },
});

/** The logs of the same workers tell every chunk and every piece of the run once, each with its number. */
async function expectLogs(run: number, logs: readonly string[]): Promise<void> {
  const lines = logs
    .flatMap((log) => log.split('\n'))
    .filter((line) => line.includes('"msg":"chunk"') || line.includes('"msg":"piece"'));
  const told = lines.map((line) => lineSchema.parse(JSON.parse(line)));
  expect(new Set(told.map((line) => line.run))).toEqual(new Set([run]));
  const kept = await store.database.selectFrom('chunk_count').select('chunk_id').distinct().execute();
  const chunks = new Set(told.flatMap(({ chunk }) => (chunk === undefined ? [] : [chunk])));
  expect(kept.map(({ chunk_id }) => chunk_id).filter((id) => !chunks.has(id))).toEqual([]);
  expect(told.filter(({ msg, piece }) => msg === 'piece' && piece !== undefined).length).toBeGreaterThan(10);
  expect(told.some(({ step, created = 0 }) => step === 'dataValues' && created > 0)).toBe(true);
}

test('a run of one command is one trace too, and no span names an object, a key, a query or a secret', async () => {
  const { start } = processes;
  const traced = {
    OTEL_EXPORTER_OTLP_ENDPOINT: `${endpoint}/`,
    OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20collector',
  };
  const command = start(['replicate', 'source', 'target', '--yes'], traced);
  await command.saying(/IDENTICAL/);
  await command.end();
  expect(logins.at(-1)).toBe('Bearer collector');
  const spans = spansSent();
  const paths = spans.map((span) => pathOf(span, spans).join(' < '));
  expect(paths).toContain('step tracker < run');
  expect(paths.some((path) => /^GET \/api\/\S+ < step dataValues < run$/.test(path))).toBe(true);
  const names = spans.map(({ name }) => name).join('\n');
  const values = spans.flatMap(({ attributes }) =>
    attributes.map(({ key, value }) => `${key}=${JSON.stringify(value)}`),
  );
  const told = `${names}\n${[...new Set(values)].join('\n')}`;
  expect(told).not.toMatch(/\?|%|@|district|Basic |ApiToken /);
  // No path goes on behind its resource with anything but a known word.
  const parts = spans.filter(({ kind }) => kind === 3).map(({ name }) => name.split('/').slice(3));
  for (const part of parts.flat()) expect(part).toMatch(/^(\{\}|[a-zA-Z]+)$/);
});

test('a failure tells its code and no words; a collector that is away holds up nothing', async () => {
  const traced = { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint };
  const environment = { RELAIS_WRONG_USERNAME: 'admin', RELAIS_WRONG_PASSWORD: 'a wrong one' };
  await commands.run(['instance', 'add', 'wrong', `${pair.target.url}/nowhere`], { environment });
  const failing = processes.start(['replicate', 'source', 'wrong', '--yes'], traced);
  await failing.saying(/relais: /);
  await failing.end();
  expect(sent.join()).not.toContain('a wrong one');
  const away = processes.start(['runs'], { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' });
  await away.saying(/source/);
  await away.end();
  expect(away.said()).not.toMatch(/ECONNREFUSED|opentelemetry/i);
});
