import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FullScene, fillScene } from './harness/fill-scene.ts';
import { lookAt, views } from './harness/look-at.ts';
import { openScene, type Scene, whyLeftOut } from './harness/open-scene.ts';
import { screensOf, strangerScreens } from './harness/screens.ts';

describe.skipIf(whyLeftOut !== undefined)('every screen', () => {
  let scene: Scene;
  let full: FullScene;
  beforeAll(async () => {
    scene = await openScene();
    full = await fillScene(scene);
  });
  afterAll(() => scene?.close());

  it.concurrent.each(views)('can be used by everybody, fits and is translated ($language, $size)', async (view) => {
    const page = await scene.visit('/', view);
    expect(await lookAt(page, screensOf(full, scene.finishedRun), view)).toEqual([]);
  });

  it.each(views)('does so before somebody is signed in ($language, $size)', async (view) => {
    const page = await scene.visit('/', { ...view, isStranger: true });
    expect(await lookAt(page, strangerScreens, view)).toEqual([]);
  });
});
