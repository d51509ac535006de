import type { Page } from 'playwright-core';
import { foreignWordsOf } from './foreign-words.ts';
import type { sizes } from './open-scene.ts';
import type { SceneScreen } from './screens.ts';
import { takePicture } from './take-picture.ts';
import { overflowOf, violationsOf } from './violations.ts';

export interface View {
  readonly language: 'fr' | 'en';
  readonly size: keyof typeof sizes;
}

/** Both languages at both sizes. */
export const views: readonly View[] = (['fr', 'en'] as const).flatMap((language) =>
  (['wide', 'phone'] as const).map((size) => ({ language, size })),
);

/**
 * Goes to each screen as somebody does who follows links, and gives what is wrong there, a line each: what axe finds, what stands out of the page,
 * what is said in another language. Takes its picture where pictures are wished for.
 */
export async function lookAt(page: Page, screens: readonly SceneScreen[], view: View): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const { name, path } of screens) {
    const address = typeof path === 'string' ? path : path[view.language];
    await page.evaluate(`history.pushState(null, '', ${JSON.stringify(address)})`);
    await settled(page);
    const note = (fault: string) => faults.push(`${name} (${view.language}, ${view.size}): ${fault}`);
    for (const violation of await violationsOf(page)) note(violation);
    const overflow = await overflowOf(page);
    if (overflow > 0) note(`${overflow} px stand out of the page: ${await widestOf(page)}`);
    for (const words of await foreignWordsOf(page, view.language)) note(`another language: ${words}`);
    await takePicture(page, `${view.language}/${view.size}/${name}`);
  }
  return faults;
}

/** A machine that does other things, too, is slow; a screen that never comes is a fault. */
const longestWaitMs = 60_000;

/** Until the screen has its heading, and nothing on it is still on its way. */
export async function settled(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor();
  // Asked from outside: the page lets no text become code, which Playwright's own waiting would need.
  const onItsWay = `document.querySelectorAll('[role="status"] [role="progressbar"]').length`;
  const until = Date.now() + longestWaitMs;
  while (Number(await page.evaluate(onItsWay)) > 0) {
    if (Date.now() > until) throw new Error(`${page.url()} is still loading`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  // What was fetched last is drawn.
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
}

/** What stands out furthest, for whoever mends it. */
async function widestOf(page: Page): Promise<string> {
  return String(
    await page.evaluate(`(() => {
      const width = document.documentElement.clientWidth;
      const wide = [...document.querySelectorAll('main *, header *')].filter((each) => each.getBoundingClientRect().right > width);
      return wide.slice(0, 3).map((each) => each.tagName + '.' + each.className + ' ' + (each.textContent ?? '').slice(0, 40)).join(' | ');
    })()`),
  );
}
