import type { Locator, Page } from 'playwright-core';
import { ended, openScene, type Scene } from '../web/e2e/harness/open-scene.ts';
import { format, tell } from './figures.ts';

/**
 * What scrolling through a comparison of a hundred thousand objects costs the page: `bench/web-long-diff.ts [OBJECTS]`. The page is the real one, in
 * Chromium; the pages of its list are answered by this process, in the contract's shape. Limit: no task longer than 100 ms.
 */
const objects = Number(process.argv[2] ?? 100_000);
const limitMs = 100;
const wheelSteps = 400;
const jumps = 60;

/** Tasks that take over 50 ms, as the browser tells of them; runs in the page. */
const watchLongTasks = `(() => {
  globalThis.longTasks = [];
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) globalThis.longTasks.push(Math.round(duration));
  }).observe({ type: 'longtask' });
})()`;

const scene = await openScene({ isWhole: true });
try {
  for (const size of ['wide', 'phone'] as const) {
    const page = await openList(scene, size);
    // Found once: looking for it by its role is work that the page does, and people do not ask for.
    const list = await page.getByRole('table', { name: 'Objects' }).locator('xpath=..').elementHandle();
    if (list === null) throw new Error('the page has no list');
    await list.hover();
    await page.evaluate(watchLongTasks);
    await scroll(page, list);
    const tasks = (await page.evaluate('globalThis.longTasks')) as readonly number[];
    const worst = Math.max(0, ...tasks);
    tell(`${size}: ${format(wheelSteps)} turns of the wheel and ${jumps} jumps through ${format(objects)} objects`);
    tell(`  tasks over 50 ms: ${tasks.length}, the longest ${format(worst)} ms`);
    tell(`  limit ${limitMs} ms: ${worst <= limitMs ? 'held' : 'not held'}`);
    await page.context().close();
  }
} finally {
  await scene.close();
}

async function openList({ client, visit }: Scene, size: 'wide' | 'phone'): Promise<Page> {
  const { run } = await client.post<{ run: number }>('/diffs', { source: 'capitale', target: 'region' });
  await ended(client, run);
  const page = await visit('/help', { language: 'en', size });
  await page.route(/\/api\/v1\/diffs\/\d+\/objects/, async (route) => {
    const query = new URL(route.request().url()).searchParams;
    const [after, limit] = [Number(query.get('after')), Number(query.get('limit'))];
    const items = Array.from({ length: Math.min(limit, objects - after) }, (_, index) => objectOf(after + index));
    const next = after + items.length;
    await route.fulfill({ json: { items, total: objects, ...(next < objects && { next }) } });
  });
  await page.goto(`/diffs/${run}/objects`);
  await page.getByRole('button', { name: 'Data element 0', exact: true }).waitFor();
  return page;
}

function objectOf(number: number) {
  const uid = `A${String(number).padStart(10, '0')}`;
  return { type: 'dataElements', uid, name: `Data element ${number}`, action: number % 3 === 0 ? 'update' : 'create' };
}

type Handle = NonNullable<Awaited<ReturnType<Locator['elementHandle']>>>;

/** Slowly by the wheel, then from anywhere to anywhere, as somebody does who pulls the bar. */
async function scroll(page: Page, list: Handle): Promise<void> {
  for (let step = 0; step < wheelSteps; step += 1) await page.mouse.wheel(0, 900);
  for (let jump = 0; jump < jumps; jump += 1) {
    // Deterministic, and all over the list.
    const share = ((jump * 37) % jumps) / jumps;
    await list.evaluate((element, part) => {
      element.scrollTop = element.scrollHeight * part;
    }, share);
    await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
  }
  // What was asked for last has come.
  await page.waitForTimeout(1_000);
}
