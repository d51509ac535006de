import type { Page } from 'playwright-core';
import { openScene, type Scene } from '../web/e2e/harness/open-scene.ts';
import { format, median, tell } from './figures.ts';

/**
 * How long the first visit takes on a slow line, with nothing kept by the browser: `bench/web-first-load.ts [VISITS]`. The line is Chromium's own
 * emulation: 1.6 Mbit/s down, 750 kbit/s up, 150 ms before each answer. Limit 2 s until the heading of the page is seen.
 */
const visits = Number(process.argv[2] ?? 7);
const limitMs = 2_000;
const line = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 };

/** Runs before anything of the page: notes when its heading is there. */
const noteHeading = `(() => {
  const look = () => {
    const heading = document.querySelector('h1');
    if (heading !== null && heading.textContent !== '') globalThis.headingAt = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})()`;

const scene = await openScene({ isWhole: true });
try {
  for (const { name, path, isStranger } of [
    { name: 'signing in', path: '/', isStranger: true },
    { name: 'Home', path: '/', isStranger: false },
    { name: 'a run', path: `/runs/${scene.finishedRun}`, isStranger: false },
  ]) {
    const times: number[] = [];
    let received = 0;
    for (let visit = 0; visit < visits; visit += 1) {
      const found = await visitSlowly(scene, path, isStranger);
      times.push(found.headingMs);
      received = found.bytes;
    }
    const worst = Math.max(...times);
    tell(
      `${name}: median ${format(median(times))} ms, longest ${format(worst)} ms, ${format(received / 1_000)} kB until then`,
    );
    tell(`  limit ${format(limitMs)} ms: ${worst < limitMs ? 'held' : 'not held'}`);
  }
} finally {
  await scene.close();
}

async function visitSlowly({ visit }: Scene, path: string, isStranger: boolean) {
  // Signs in on a page that is no page of ours, so that nothing has been fetched yet.
  const page = await visit('about:blank', { isStranger });
  await page.addInitScript(noteHeading);
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', line);
  let bytes = 0;
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  await page.goto(path, { waitUntil: 'commit' });
  await page.locator('h1').first().waitFor();
  const headingMs = await headingTime(page);
  await page.context().close();
  return { headingMs, bytes };
}

async function headingTime(page: Page): Promise<number> {
  while (true) {
    const at = Number(await page.evaluate('globalThis.headingAt ?? 0'));
    if (at > 0) return at;
  }
}
