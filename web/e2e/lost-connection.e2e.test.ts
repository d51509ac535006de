import { afterAll, beforeAll, describe, it } from 'vitest';
import { openScene, type Scene, whyLeftOut } from './harness/open-scene.ts';

describe.skipIf(whyLeftOut !== undefined)('a service that is gone for a while', () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await openScene();
  });
  afterAll(() => scene?.close());

  it('is told during a run, and the page goes on by itself until the verdict', async () => {
    const copy = { source: 'capitale', target: 'region' };
    const { run } = await scene.client.post<{ run: number }>('/runs', copy);
    const page = await scene.visit(`/runs/${run}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await scene.service.kill();
    const notice = page.getByRole('alert').filter({ hasText: 'Le service ne répond plus' });
    await notice.waitFor({ timeout: 120_000 });
    await scene.service.startAgain();
    await notice.waitFor({ state: 'detached', timeout: 120_000 });
    await page.getByText('Identique', { exact: true }).waitFor({ timeout: 240_000 });
  });
});
