import { type StandinPair, startPair } from '@relais/platform/replication/fixtures/standin-pair.ts';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { findChromium } from './find-chromium.ts';
import { createServiceClient, type ServiceClient } from './service-client.ts';
import { type RunningService, startService } from './start-service.ts';

export const administrator = { username: 'awa', password: 'quatre chevaux blancs dansent' } as const;

/** Widths that the screens are shown at. */
export const sizes = {
  wide: { width: 1280, height: 800 },
  phone: { width: 390, height: 844 },
} as const;

export interface VisitWish {
  readonly language?: 'fr' | 'en';
  readonly size?: keyof typeof sizes;
  /** Nobody is signed in. */
  readonly isStranger?: boolean;
}

/** Everything that an end-to-end test stands on: the real service, two stand-ins, a browser. */
export interface Scene {
  readonly service: RunningService;
  readonly pair: StandinPair;
  readonly browser: Browser;
  /** The first administrator, over the API. */
  readonly client: ServiceClient;
  /** The number of a run that has ended: the whole of a small world, one object refused. */
  readonly finishedRun: number;
  /** A page of a browser of its own, signed in as the first administrator. */
  visit(path: string, wish?: VisitWish): Promise<Page>;
  close(): Promise<void>;
}

/** Why the end-to-end tests are left out; undefined where they can be run. */
export const whyLeftOut = findChromium() === undefined ? 'this machine has no chromium' : undefined;

const world = { organisationUnits: 40, dataValues: 2_000, trackedEntities: 60 };

export interface SceneWish {
  /** The service knows no instance yet, and `finishedRun` is 0. */
  readonly isEmpty?: boolean;
  /** Nobody has made the first administrator either: the test does, as `administrator`, before it uses `client` or visits. */
  readonly isNew?: boolean;
  /** The service has a PostgreSQL of its own: for measurements. */
  readonly isWhole?: boolean;
}

export async function openScene({ isNew = false, isEmpty = isNew, isWhole = false }: SceneWish = {}): Promise<Scene> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('this machine has no chromium');
  const [service, pair, browser] = await Promise.all([
    startService({ isWhole }),
    startPair(['2.42.4.1', '2.42.4.1'], world),
    chromium.launch({ executablePath, args: ['--no-sandbox', '--force-prefers-reduced-motion'] }),
  ]);
  const contexts: BrowserContext[] = [];
  if (!isNew) await makeAdministrator(service);
  const client = createServiceClient(service.url, administrator);
  const finishedRun = isEmpty ? 0 : await replicateOnce(client, pair);
  return {
    ...{ service, pair, browser, client, finishedRun },
    visit: async (path, { language = 'fr', size = 'wide', isStranger = false } = {}) => {
      const context = await browser.newContext({
        viewport: sizes[size],
        locale: { fr: 'fr-FR', en: 'en-GB' }[language],
        baseURL: service.url,
        timezoneId: 'Africa/Dakar',
      });
      contexts.push(context);
      // A machine that has much else to do answers late, and yet answers.
      context.setDefaultTimeout(120_000);
      if (!isStranger) await context.request.post('/api/v1/session', { data: administrator });
      const page = await context.newPage();
      await page.goto(path);
      return page;
    },
    close: async () => {
      for (const context of contexts) await context.close();
      await browser.close();
      await service.close();
      await pair.close();
    },
  };
}

/** Over the API, as the page does it. */
async function makeAdministrator({ url, firstToken }: RunningService): Promise<void> {
  const made = await fetch(`${url}/api/v1/setup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: firstToken, ...administrator }),
  });
  if (!made.ok) throw new Error(await made.text());
}

/** Registers both stand-ins, and copies the one into the other. */
async function replicateOnce(client: ServiceClient, pair: StandinPair): Promise<number> {
  const credentials = { kind: 'basic', username: 'admin', password: 'district' };
  await client.post('/instances', { name: 'capitale', url: pair.source.url, credentials });
  await client.post('/instances', { name: 'region', url: pair.target.url, credentials });
  const { run } = await client.post<{ run: number }>('/runs', { source: 'capitale', target: 'region' });
  await ended(client, run);
  return run;
}

/** Waits until a run has ended, and gives its state. */
export async function ended(client: ServiceClient, run: number): Promise<string> {
  while (true) {
    const { state } = await client.get<{ state: string }>(`/runs/${run}`);
    if (!['pending', 'running', 'paused'].includes(state)) return state;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
