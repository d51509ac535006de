import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';

const pictures = join(import.meta.dirname, '../../../docs/screens');
/** Taller screens are cut off: a picture shows what a screen is like, not all that stands on it. */
const tallest = 1_400;
const mostBytes = 60_000;

/** Only where somebody asks for them: RELAIS_SCREENS=1. Usual runs leave the tree as it is. */
const isWished = process.env.RELAIS_SCREENS === '1';

/** Takes a small picture of a screen into `docs/screens`. */
export async function takePicture(page: Page, name: string): Promise<void> {
  if (!isWished) return;
  const session = await page.context().newCDPSession(page);
  const { width = 1280 } = page.viewportSize() ?? {};
  const height = Math.min(tallest, Number(await page.evaluate('document.documentElement.scrollHeight')));
  const clip = { x: 0, y: 0, width, height, scale: 1 };
  for (const quality of [70, 45, 25]) {
    const { data } = await session.send('Page.captureScreenshot', {
      ...{ format: 'webp', quality, clip, captureBeyondViewport: true },
    });
    const picture = Buffer.from(data, 'base64');
    if (picture.length > mostBytes && quality > 25) continue;
    const file = join(pictures, `${name}.webp`);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, picture);
    break;
  }
  await session.detach();
}
