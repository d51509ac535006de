import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CDPSession } from 'playwright-core';
import { administrator, openScene } from '../web/e2e/harness/open-scene.ts';
import { format, tell } from './figures.ts';

/**
 * The heap of a run's page after an hour of events, in a minute: `bench/web-run-heap.ts [EVENTS]`. The service tells how far a run is once a second, so that an
 * hour brings 3,600 events, and the page reads the run again every three seconds. Both are sixty times as fast here: a server between the page and the
 * service makes the events, and the page's clock runs sixty times as fast. A run that has ended is shown as running; all else is the service's own answer.
 */
const events = Number(process.argv[2] ?? 3_600);
const faster = 60;
const limitMegabytes = 150;

const scene = await openScene({ isWhole: true });
const between = await startBetween(scene.service.url, scene.finishedRun);
try {
  const context = await scene.browser.newContext({ baseURL: between.url, locale: 'fr-FR' });
  await context.addInitScript(fasterClock(faster));
  await context.request.post('/api/v1/session', { data: administrator });
  const page = await context.newPage();
  await page.goto(`/runs/${scene.finishedRun}`);
  for (const summary of await page.locator('main details > summary').all()) await summary.click();
  await between.listening;
  const session = await context.newCDPSession(page);
  await session.send('Performance.enable');
  const before = await heapOf(session, { isSwept: true });
  const samples: number[] = [];
  const startedAt = performance.now();
  for (let number = 0; number < events; number += 1) {
    between.send(number);
    const due = startedAt + ((number + 1) * 1_000) / faster;
    if (due > performance.now()) await sleep(due - performance.now());
    if (number % faster === 0) samples.push(await heapOf(session, { isSwept: false }));
  }
  const after = await heapOf(session, { isSwept: true });
  const most = Math.max(...samples);
  tell(
    `${format(events)} events in ${format((performance.now() - startedAt) / 1_000)} s, ${between.reads()} answers of the service`,
  );
  tell(`heap before ${format(before, 1)} MB, most ${format(most, 1)} MB, after it was swept ${format(after, 1)} MB`);
  tell(`limit ${limitMegabytes} MB: ${most < limitMegabytes ? 'held' : 'not held'}`);
  await context.close();
} finally {
  await between.close();
  await scene.close();
}

function fasterClock(times: number): string {
  return `(() => {
    const real = Date.now.bind(Date);
    const start = real();
    Date.now = () => start + (real() - start) * ${times};
  })()`;
}

async function heapOf(session: CDPSession, { isSwept }: { readonly isSwept: boolean }): Promise<number> {
  if (isSwept) await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? Number.NaN) / 1_000_000;
}

/** Passes everything on to the service, but for the events of a run and whether it has ended. */
async function startBetween(service: string, run: number) {
  let reads = 0;
  let stream: ServerResponse | undefined;
  let hear: () => void = () => undefined;
  const listening = new Promise<void>((resolve) => {
    hear = resolve;
  });
  const server = createServer((asked, answer) => {
    if (asked.url === `/api/v1/runs/${run}/events`) {
      answer.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      answer.flushHeaders();
      stream = answer;
      hear();
    } else {
      reads += 1;
      passOn(service, asked, answer, asked.url === `/api/v1/runs/${run}`);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    listening,
    reads: () => reads,
    send: (number: number) => stream?.write(eventOf(run, number)),
    close: () => stopServer(server),
  };
}

function passOn(service: string, asked: IncomingMessage, answer: ServerResponse, isTheRun: boolean): void {
  const { host: _, 'accept-encoding': __, 'if-none-match': ___, ...headers } = asked.headers;
  const passed = request(`${service}${asked.url}`, { method: asked.method ?? 'GET', headers }, (told) => {
    if (!isTheRun) {
      answer.writeHead(told.statusCode ?? 502, told.headers);
      told.pipe(answer);
      return;
    }
    const parts: Buffer[] = [];
    told.on('data', (part: Buffer) => parts.push(part));
    told.on('end', () => {
      const { verdict: _verdict, finishedAt: _end, ...known } = JSON.parse(Buffer.concat(parts).toString());
      answer.writeHead(200, { 'content-type': 'application/json' });
      answer.end(JSON.stringify({ ...known, state: 'running' }));
    });
  });
  asked.pipe(passed);
}

/** Once a second how far it is; once a minute something happens to it. */
function eventOf(run: number, number: number): string {
  const advances = ['metadata', 'dataValues', 'tracker'].map((stage) => ({
    ...{ stage, unit: 'objects', done: number * 100, expected: 360_000, perSecond: 100 },
  }));
  const progress = `event: progress\ndata: ${JSON.stringify({ run, state: 'running', advances })}\n\n`;
  if (number % 60 !== 59) return progress;
  const at = new Date(Date.now() + 86_400_000).toISOString();
  const transition = { id: 1_000_000 + number, from: 'paused', to: 'running', by: 'bench', at };
  return `${progress}event: transition\nid: ${transition.id}\ndata: ${JSON.stringify(transition)}\n\n`;
}

function stopServer(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}
