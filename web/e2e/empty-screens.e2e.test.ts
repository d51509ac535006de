import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lookAt, views } from './harness/look-at.ts';
import { openScene, type Scene, whyLeftOut } from './harness/open-scene.ts';
import { emptyScreens } from './harness/screens.ts';

describe.skipIf(whyLeftOut !== undefined)('screens of a service that knows nothing yet', () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await openScene({ isEmpty: true });
  });
  afterAll(() => scene?.close());

  it.concurrent.each(views)('teach, fit and are translated ($language, $size)', async (view) => {
    const page = await scene.visit('/', view);
    expect(await lookAt(page, emptyScreens, view)).toEqual([]);
  });
});
