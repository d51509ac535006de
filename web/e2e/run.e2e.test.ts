import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { askStandin } from '@relais/platform/replication/fixtures/ask-standin.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeOneValue, setValueType } from './harness/data-elements.ts';
import { administrator, ended, openScene, type Scene, whyLeftOut } from './harness/open-scene.ts';
import { changeOneAttribute } from './harness/tracked-entities.ts';
import { overflowOf, violationsOf } from './harness/violations.ts';

/** The other two are looked at with all the screens. */
const views = [
  { language: 'fr', size: 'phone' },
  { language: 'en', size: 'wide' },
] as const;

describe.skipIf(whyLeftOut !== undefined)('Home and runs', () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await openScene();
  });
  afterAll(() => scene?.close());

  const words = {
    fr: { last: 'Dernières exécutions', identical: 'Identique', types: /Le détail des/ },
    en: { last: 'Last runs', identical: 'Identical', types: /Details of/ },
  } as const;

  it.each(views)('shows on Home what ran last and how the instances are ($language, $size)', async (view) => {
    const page = await scene.visit('/', view);
    const { last } = words[view.language];
    await page.getByRole('region', { name: last }).first().getByRole('link', { name: '1', exact: true }).waitFor();
    expect(await page.getByRole('link', { name: 'region' }).count()).toBeGreaterThan(0);
    expect(await violationsOf(page)).toEqual([]);
    expect(await overflowOf(page)).toBe(0);
    await page.context().close();
  });

  it.each(views)(
    'gives the verdict of a run, its stages, its counts and its reports ($language, $size)',
    async (view) => {
      const page = await scene.visit(`/runs/${scene.finishedRun}`, view);
      const { identical, types } = words[view.language];
      await page.getByText(identical, { exact: true }).waitFor();
      for (const summary of await page.locator('main details > summary').all()) await summary.click();
      await page.getByRole('cell', { name: /^(unités d’organisation|organisation units)$/ }).waitFor();
      expect(await page.locator('summary', { hasText: types }).count()).toBe(1);
      expect(await page.getByRole('progressbar').count()).toBeGreaterThan(3);
      expect(await violationsOf(page)).toEqual([]);
      expect(await overflowOf(page)).toBe(0);
      const report = page.getByRole('link', { name: /CSV/ });
      const [download] = await Promise.all([page.waitForEvent('download'), report.click()]);
      expect(download.suggestedFilename()).toMatch(/\.csv$/);
      await page.context().close();
    },
  );

  it('pauses a run that waits for another, lets it go on, and tells its end without being asked', async () => {
    const copy = { source: 'capitale', target: 'region' };
    const { run: before } = await scene.client.post<{ run: number }>('/runs', copy);
    const { run } = await scene.client.post<{ run: number }>('/runs', copy);
    expect(run).toBeGreaterThan(before);
    const page = await scene.visit('/runs/latest');
    await page.getByRole('button', { name: 'Mettre en pause' }).click();
    const question = page.getByRole('dialog', { name: /en pause/ });
    await question.getByText(/Écrit jusqu’ici/).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await question.getByRole('button', { name: 'Mettre en pause' }).click();
    await question.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Reprendre' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Reprendre' }).click();
    await page.getByText('Identique', { exact: true }).waitFor({ timeout: 240_000 });
    expect(await ended(scene.client, run)).toBe('completed');
  });

  it('narrows the list of runs by the address, and is done by keyboard', async () => {
    const page = await scene.visit('/runs?state=failed');
    await page.getByText('Aucune exécution ne correspond').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('content');
    await page.getByLabel('État').selectOption({ label: 'terminée' });
    await page.getByRole('link', { name: '1', exact: true }).waitFor();
    expect(new URL(page.url()).search).toBe('?state=completed');
    await page.getByRole('link', { name: '1', exact: true }).press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Exécution 1' }).waitFor();
    expect(await page.evaluate('document.activeElement.tagName')).toBe('H1');
  });

  it('tells what the target refused in plain words beside its own, and tries only that again once its cause is mended', async () => {
    const { client, pair } = scene;
    const name = 'Recettes (milliers)';
    const target = askStandin(pair.target.url);
    await setValueType(target, name, 'DATE');
    await changeOneValue(askStandin(pair.source.url), name, '4321');
    const options = { only: ['dataValues'], compare: 'everything' };
    const { run } = await client.post<{ run: number }>('/runs', { source: 'capitale', target: 'region', options });
    expect(await ended(client, run)).toBe('completed-with-refusals');
    const page = await scene.visit('/', { size: 'phone' });
    const needs = page.getByRole('region', { name: 'Ce qui attend quelqu’un' });
    await needs.getByRole('link', { name: `Exécution ${run} : 1 objet refusé par l’instance cible` }).click();
    await page.getByRole('heading', { level: 1, name: `Exécution ${run}` }).waitFor();
    await page.getByText('Identique, sauf 1 objet refusé').waitFor();
    const findings = page.getByRole('region', { name: 'Constats' });
    await findings.getByText('n’est pas du type que l’élément de données demande').waitFor();
    await findings.getByText(/Corriger la valeur dans la source, ou revoir le type de valeur/).waitFor();
    expect(await findings.locator('q').innerText()).toMatch(/value/i);
    await findings.locator('summary').first().click();
    await findings.getByRole('listitem').getByRole('listitem').first().waitFor();
    expect(await violationsOf(page)).toEqual([]);
    expect(await overflowOf(page)).toBe(0);
    // Somebody looks at the value type, as they were told, and finds that it was the target's that was wrong.
    await setValueType(target, name, 'NUMBER');
    await findings.getByRole('button', { name: 'Réessayer seulement ceux-ci' }).click();
    await page.getByRole('heading', { level: 1, name: `Exécution ${run + 1}` }).waitFor();
    await page.getByText('Identique', { exact: true }).waitFor({ timeout: 240_000 });
    expect(await ended(client, run + 1)).toBe('completed');
  });

  it('shows what is masked of a refused object to who has the right, once they read that it is written down', async () => {
    const { client, pair } = scene;
    const [name, value] = ['Prénom', 'Inconnue-2026'] as const;
    const target = askStandin(pair.target.url);
    await setValueType(target, name, 'USERNAME', 'trackedEntityAttributes');
    const person = await changeOneAttribute(askStandin(pair.source.url), name, value);
    const options = { only: ['tracker'], compare: 'everything' };
    const { run } = await client.post<{ run: number }>('/runs', { source: 'capitale', target: 'region', options });
    expect(await ended(client, run)).toBe('completed-with-refusals');
    const page = await scene.visit(`/runs/${run}`, { size: 'phone' });
    const findings = page.getByRole('region', { name: 'Constats' });
    await findings.locator('summary').first().click();
    await findings.getByText('Les montrer s’inscrit dans la piste d’audit').waitFor();
    expect(await page.content()).not.toContain(value);
    await findings.getByRole('button', { name: 'Montrer les valeurs' }).click();
    await findings.getByRole('definition').filter({ hasText: value }).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    expect(await overflowOf(page)).toBe(0);
    await findings.getByRole('button', { name: 'Ne plus montrer les valeurs' }).click();
    await findings.getByText(value).waitFor({ state: 'detached' });
    await page.goto('/journal/audit?action=value.unmasked');
    const entry = page.getByRole('row').filter({ hasText: `trackedEntities ${person}` });
    await entry.getByText(administrator.username).waitFor();
    expect(await page.content()).not.toContain(value);

    const rights = ['capitale', 'region'].map((instance) => ({ instance, mayWrite: true }));
    const operator = { username: 'moussa', password: 'trois lunes sur la lagune' };
    const { link } = await client.post<{ link: { token: string } }>('/users', {
      ...{ username: operator.username, role: 'operator', rights },
    });
    await client.post('/invitation', { token: link.token, password: operator.password });
    const other = await scene.visit('/', { isStranger: true });
    await other.context().request.post('/api/v1/session', { data: operator });
    await other.goto(`/runs/${run}`);
    await other.getByRole('region', { name: 'Constats' }).locator('summary').first().click();
    await other.getByText('Des valeurs personnelles sont masquées').waitFor();
    expect(await other.getByRole('button', { name: 'Montrer les valeurs' }).count()).toBe(0);
  });

  it('offers no values where the source is an archive, which cannot be asked, and says so', async () => {
    const { client } = scene;
    const options = { only: ['tracker'], compare: 'everything' };
    const archive = `archive:${await mkdtemp(join(tmpdir(), 'relais-e2e-archive-'))}`;
    const written = await client.post<{ run: number }>('/runs', { source: 'capitale', target: archive });
    expect(await ended(client, written.run)).toMatch(/^completed/);
    const read = await client.post<{ run: number }>('/runs', { source: archive, target: 'region', options });
    expect(await ended(client, read.run)).toBe('completed-with-refusals');
    const page = await scene.visit(`/runs/${read.run}`, { size: 'phone' });
    const findings = page.getByRole('region', { name: 'Constats' });
    await findings.locator('summary').first().click();
    await findings.getByText('la source de cette exécution est une archive').waitFor();
    expect(await page.getByRole('button', { name: 'Montrer les valeurs' }).count()).toBe(0);
    expect(await violationsOf(page)).toEqual([]);
    expect(await overflowOf(page)).toBe(0);
    await rm(archive.slice('archive:'.length), { recursive: true });
  });
});
