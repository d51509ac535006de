import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import autocannon from 'autocannon';
import { saveAdvance } from '../platform/src/store/run-progress.ts';
import { type ApiService, addRunningRun, startApiService } from './api-service.ts';

/**
 * Two hundred readers of the events of one run, and a hundred requests a second on lists, for a minute: `bench/api-load.ts [SECONDS]`. The limits
 * are p99 below 250 ms, no error, and memory that does not grow.
 */
const seconds = Number(process.argv[2] ?? 60);
const readers = 200;
const requestsPerSecond = 100;
const p99Ms = 250;

const service = await startApiService({ runs: 300 });
try {
  const run = await addRunningRun(service.database);
  const token = await service.tokenOf('operator', ['look']);
  const told = listen(service, run, token);
  const stopProgress = keepAdvancing(service, run);
  await untilAllListen(told);
  const before = await residentBytes(service.pid);
  const samples: number[] = [before];
  const sampling = setInterval(() => void residentBytes(service.pid).then((bytes) => samples.push(bytes)), 2_000);
  const paths = [
    '/home',
    '/runs',
    `/runs?limit=200`,
    '/replications',
    '/instances',
    `/runs/${run}`,
    '/logs',
    '/runs/5/findings',
  ];
  const result = await autocannon({
    url: service.url,
    connections: 20,
    overallRate: requestsPerSecond,
    duration: seconds,
    headers: { authorization: token },
    requests: paths.map((path) => ({ method: 'GET' as const, path: `/api/v1${path}` })),
  });
  clearInterval(sampling);
  stopProgress();
  const late = samples.slice(Math.floor(samples.length / 2));
  const rows = [
    ['requests', result.requests.total, `${(result.requests.total / seconds).toFixed(0)} a second`],
    ['answers that are no 2xx, errors, time-outs', `${result.non2xx}, ${result.errors}, ${result.timeouts}`, '0, 0, 0'],
    [
      'p50, p97.5, p99, longest (ms)',
      `${result.latency.p50}, ${result.latency.p97_5}, ${result.latency.p99}, ${result.latency.max}`,
      `p99 < ${p99Ms}`,
    ],
    [
      'events told to 200 readers',
      told.events,
      `least ${Math.min(...told.byReader)}, most ${Math.max(...told.byReader)}`,
    ],
    ['readers that were cut off', told.cutOff, '0'],
    [
      'memory before, half way, at the end (MB)',
      [before, late[0] ?? 0, late.at(-1) ?? 0].map(megabytes).join(', '),
      'flat',
    ],
  ];
  for (const row of rows) process.stdout.write(`${row.join(' | ')}\n`);
  const isWell =
    result.non2xx + result.errors + result.timeouts + told.cutOff === 0 &&
    result.latency.p99 < p99Ms &&
    Math.min(...told.byReader) > 0;
  process.stdout.write(isWell ? 'held\n' : 'not held\n');
  process.exitCode = isWell ? 0 : 1;
  told.stop();
} finally {
  await service.stop();
}

interface Told {
  events: number;
  cutOff: number;
  readonly byReader: number[];
  stop(): void;
}

/** Readers of the events of a run, each on a line of its own. */
function listen({ url }: ApiService, run: number, token: string): Told {
  let isOver = false;
  const open = Array.from({ length: readers }, (_, index) => {
    const asked = request(`${url}/api/v1/runs/${run}/events`, { headers: { authorization: token } }, (response) => {
      response.on('data', (part: Buffer) => {
        const events = part.toString().split('event: ').length - 1;
        told.events += events;
        told.byReader[index] = (told.byReader[index] ?? 0) + events;
      });
      response.on('close', () => {
        if (!isOver) told.cutOff += 1;
      });
    });
    asked.on('error', () => {
      if (!isOver) told.cutOff += 1;
    });
    asked.end();
    return asked;
  });
  const told: Told = {
    ...{ events: 0, cutOff: 0, byReader: Array.from({ length: readers }, () => 0) },
    stop: () => {
      isOver = true;
      for (const each of open) each.destroy();
    },
  };
  return told;
}

async function untilAllListen(told: Told): Promise<void> {
  while (Math.min(...told.byReader) === 0) await new Promise((resolve) => setTimeout(resolve, 50));
}

/** The run is a little further each half second. */
function keepAdvancing({ database }: ApiService, run: number): () => void {
  let done = 0;
  const timer = setInterval(() => {
    done += 1_000;
    void saveAdvance(database, run, 'bench', {
      ...{ stage: 'dataValues', unit: 'dataValues', done, more: 1_000, expected: 10_000_000, perSecond: 2_000 },
    });
  }, 500);
  return () => clearInterval(timer);
}

async function residentBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1_024;
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(0);
}
