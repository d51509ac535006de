import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Keyboard, keyboardOf } from './harness/keyboard.ts';
import { administrator, openScene, type Scene, whyLeftOut } from './harness/open-scene.ts';

/** What takes a run to its end, also on a machine that has other things to do. */
const slowly = { timeout: 240_000 };

/** From the link that a new service prints to a verified copy, without a mouse: each test goes on where the one before ended. */
describe.skipIf(whyLeftOut !== undefined)('by keyboard alone', () => {
  let scene: Scene;
  let page: Page;
  let keyboard: Keyboard;
  beforeAll(async () => {
    scene = await openScene({ isNew: true });
    page = await scene.visit(`/setup#${scene.service.firstToken}`, { language: 'en', isStranger: true });
    keyboard = keyboardOf(page);
  });
  afterAll(() => scene?.close());

  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const link = (name: string) => page.getByRole('link', { name, exact: true }).first();
  const heading = (name: string) => page.getByRole('heading', { level: 1, name });

  it('makes the first administrator', async () => {
    await keyboard.type(page.getByLabel('User name'), administrator.username);
    await keyboard.type(page.getByLabel('Password', { exact: true }), administrator.password);
    await keyboard.type(page.getByLabel('Password, once more'), administrator.password);
    await keyboard.enter(button('Make the account'));
    await heading('Home').waitFor();
    expect(keyboard.faults).toEqual([]);
  });

  it('passes over the navigation, and opens and shuts the menu of the account', async () => {
    await page.reload();
    await heading('Home').waitFor();
    await keyboard.enter(link('Skip to the content'));
    expect(await page.evaluate('document.activeElement.id')).toBe('content');
    await page.reload();
    const menu = button(`Account of ${administrator.username}`);
    await keyboard.enter(menu);
    await keyboard.to(link('My account'));
    await page.keyboard.press('Escape');
    expect(await menu.evaluate((element) => element.matches(':focus'))).toBe(true);
    expect(await menu.getAttribute('aria-expanded')).toBe('false');
    expect(keyboard.faults).toEqual([]);
  });

  it('adds two instances', async () => {
    for (const [name, { url }] of Object.entries({ capital: scene.pair.source, region: scene.pair.target })) {
      await page.reload();
      await keyboard.enter(link('Instances'));
      await keyboard.enter(link('Add an instance'));
      await heading('Add an instance').waitFor();
      await keyboard.type(page.getByLabel('Address'), url);
      await keyboard.type(page.getByLabel('Name', { exact: true }), name);
      await keyboard.type(page.getByLabel('User name', { exact: true }), 'admin');
      await keyboard.type(page.getByLabel('Password', { exact: true }), 'district');
      await keyboard.enter(button('Test'));
      await page.getByRole('region', { name: 'What the instance says of itself' }).waitFor();
      await keyboard.enter(button('Add the instance'));
      await page.getByText('DHIS2 2.42.4.1').waitFor();
    }
    expect(keyboard.faults).toEqual([]);
  });

  it('defines what is copied, looks at what would change, and starts', async () => {
    await page.reload();
    await keyboard.enter(link('Replications'));
    await keyboard.enter(link('Create a replication'));
    await keyboard.choose(page.getByLabel('Source instance'), 'capital');
    await keyboard.choose(page.getByLabel('Target instance'), 'region');
    await keyboard.enter(link('Next'));
    await keyboard.pick(page.getByRole('radio', { name: 'A part' }));
    await keyboard.enter(page.locator('summary', { hasText: 'Org units' }));
    const branch = button('Units below République de démonstration');
    await keyboard.enter(branch);
    const tree = page.getByRole('region', { name: '2. What' }).getByRole('listitem');
    await tree.nth(3).waitFor();
    await keyboard.to(tree.nth(1).getByRole('checkbox').first());
    await page.keyboard.press('Space');
    await page.locator('summary', { hasText: 'Org units: 1 branch' }).waitFor();
    // Back to the group, which lies before: round the whole page.
    await page.reload();
    await keyboard.pick(page.getByRole('radio', { name: 'Everything' }));
    await keyboard.enter(link('Next'));
    await keyboard.pick(page.getByRole('radio', { name: /named/ }).first());
    await keyboard.enter(link('Next'));
    await keyboard.enter(button('Compare now'));
    await link('See the differences, object by object').waitFor(slowly);
    await keyboard.enter(link('Next'));
    await keyboard.enter(button('Create and start'));
    await page.waitForURL(/\/runs\/\d+$/);
    expect(keyboard.faults).toEqual([]);
  });

  it('follows the run to its verdict, and opens what stands behind it', async () => {
    await page.getByText('Identical', { exact: true }).waitFor(slowly);
    await keyboard.enter(page.locator('summary', { hasText: 'Details of' }));
    await page.getByRole('cell', { name: 'organisation units', exact: true }).waitFor();
    await keyboard.enter(page.locator('summary', { hasText: 'All that happened' }));
    await page.getByText('Run completed').first().waitFor();
    await keyboard.to(page.getByRole('link', { name: /HTML/ }));
    expect(keyboard.faults).toEqual([]);
  });

  it('would notice a focus that nobody sees, that is out of sight or covered, and an order that jumps', async () => {
    const bad = await scene.browser.newPage();
    await bad.setContent(`
      <button tabindex="1">first</button>
      <button style="outline: none">unseen</button>
      <button style="position: absolute; left: -900px">away</button>
      <button style="position: absolute; top: 200px; left: 0">under</button>
      <div style="position: absolute; top: 190px; left: 0; width: 300px; height: 60px">curtain</div>
      <button id="last">last</button>`);
    const other = keyboardOf(bad);
    await other.to(bad.locator('#last'));
    expect(other.faults.map((fault) => fault.replace(/^\S+ /, ''))).toEqual([
      'an order of its own: BUTTON first',
      'the focus is not seen on BUTTON unseen',
      'the focus is out of view on BUTTON away',
      'DIV curtain covers BUTTON under',
    ]);
    await bad.close();
  });
});
