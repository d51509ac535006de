import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { administrator, openScene, type Scene, whyLeftOut } from './harness/open-scene.ts';
import { violationsOf } from './harness/violations.ts';

describe.skipIf(whyLeftOut !== undefined)('journal, administration and account', () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await openScene();
  });
  afterAll(() => scene?.close());

  it('opens an account by invitation, whose owner chooses a password and sees what they have a right to', async () => {
    const page = await scene.visit('/administration/users');
    await page.getByRole('link', { name: 'Ouvrir un compte' }).click();
    await page.getByLabel('Nom d’utilisateur').fill('moussa');
    await page.getByLabel('region', { exact: true }).selectOption('see');
    await page.getByRole('button', { name: 'Ouvrir un compte' }).click();
    const link = await page.getByLabel('Lien pour choisir un mot de passe').inputValue();
    const guest = await scene.visit(link, { isStranger: true });
    await guest.getByLabel('Mot de passe', { exact: true }).fill('trois lunes sur la lagune');
    await guest.getByLabel('Mot de passe, encore une fois').fill('trois lunes sur la lagune');
    await guest.getByRole('button', { name: 'Enregistrer le mot de passe' }).click();
    await guest.getByRole('link', { name: 'Se connecter' }).click();
    await guest.getByLabel('Nom d’utilisateur').fill('moussa');
    await guest.getByLabel('Mot de passe').fill('trois lunes sur la lagune');
    await guest.getByRole('button', { name: 'Se connecter' }).click();
    await guest.getByRole('heading', { level: 1, name: 'Accueil' }).waitFor();
    expect(await guest.getByRole('link', { name: 'Administration' }).count()).toBe(0);
    await guest.goto('/account');
    await guest.getByText('region · Voir').waitFor();
    await page.goto('/administration/users');
    await page.getByRole('link', { name: 'moussa' }).click();
    await page.getByRole('button', { name: 'Désactiver' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Désactiver' }).click();
    await page.getByRole('button', { name: 'Réactiver' }).waitFor();
    await guest.getByRole('link', { name: 'Exécutions' }).click();
    await guest.getByText('session a pris fin').waitFor();
  });

  it('makes a token that is shown once, lets a program in with it, and shuts it out again', async () => {
    const page = await scene.visit('/account');
    await page.getByLabel('Nom', { exact: true }).fill('tableau de bord');
    await page.getByRole('button', { name: 'Créer le jeton' }).click();
    const token = await page.getByLabel(/À copier maintenant/).inputValue();
    const ask = () => fetch(`${scene.service.url}/api/v1/runs`, { headers: { authorization: `Bearer ${token}` } });
    expect((await ask()).status).toBe(200);
    await page.getByRole('button', { name: 'Révoquer' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Révoquer' }).click();
    await page.getByText('révoqué', { exact: true }).waitFor();
    expect((await ask()).status).toBe(401);
  });

  it('sets a channel, and tries it', async () => {
    const told: string[] = [];
    const server = createServer((request, response) => {
      request.on('data', (part: Buffer) => told.push(part.toString()));
      request.on('end', () => response.end('merci'));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const page = await scene.visit('/administration/notices');
    await page.getByText('Aucun canal').waitFor();
    await page.getByRole('link', { name: 'Nouveau canal' }).click();
    await page.getByLabel('Sorte').selectOption('webhook');
    await page.getByRole('textbox', { name: /^Nom/ }).fill('central');
    await page.getByLabel('Adresse', { exact: true }).fill(`http://127.0.0.1:${port}/`);
    await page.getByLabel('Secret de signature').fill('quatre chevaux blancs');
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByRole('button', { name: 'Envoyer un essai' }).click();
    await page.getByText('L’essai est parti').waitFor();
    expect(told.join('')).not.toBe('');
    server.close();
  });

  it('narrows the journal by the address, and leads from a code to what it means', async () => {
    const page = await scene.visit('/journal');
    await page.getByRole('cell', { name: /Métadonnées : fin/ }).waitFor();
    await page.getByLabel('Sorte d’entrée').selectOption('transition');
    await page.getByRole('cell', { name: /Métadonnées : fin/ }).waitFor({ state: 'detached' });
    expect(new URL(page.url()).search).toBe('?kind=transition');
    await page.getByRole('link', { name: 'RUN_TAKEN' }).click();
    await page.getByRole('heading', { level: 1, name: 'RUN_TAKEN' }).waitFor();
    const [download] = await Promise.all([
      page.goto('/journal?kind=transition').then(async () => page.waitForEvent('download')),
      page.getByRole('link', { name: /Exporter en CSV/ }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('relais-log.csv');
  });

  it('adds to the journal what happens while somebody looks', async () => {
    const page = await scene.visit('/journal?live=1');
    await page.getByText('À l’écoute').waitFor();
    const pair = { source: 'capitale', target: 'region' };
    const { run } = await scene.client.post<{ run: number }>('/runs', { ...pair, options: { dryRun: true } });
    const live = page.getByRole('region', { name: 'En direct' });
    await live
      .getByRole('link', { name: String(run), exact: true })
      .first()
      .waitFor();
  });

  it('shows the audit trail from its newest entry on, narrowed by the address to who did what, and exports that', async () => {
    const page = await scene.visit('/journal/audit');
    const numbers = page.locator('tbody tr td:first-child');
    await numbers.first().waitFor();
    const shown = (await numbers.allInnerTexts()).map((text) => Number(text.replaceAll(/\D/g, '')));
    expect(shown).toEqual(shown.toSorted((left, right) => right - left));
    await page.getByLabel('Ce qui a été fait').selectOption('jeton révoqué');
    await page.getByLabel('Qui (nom exact)').fill(administrator.username);
    await page.getByRole('cell', { name: 'jeton révoqué' }).waitFor();
    await page.getByRole('cell', { name: 'jeton créé' }).waitFor({ state: 'detached' });
    expect(new URL(page.url()).search).toBe(`?action=token.revoked&actor=${administrator.username}`);
    expect(await violationsOf(page)).toEqual([]);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: /Exporter en CSV/ }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('audit.csv');
    expect(new URL(download.url()).searchParams.get('action')).toBe('token.revoked');
    await page.goto('/journal/audit?actor=personne-de-ce-nom');
    await page.getByText('Aucune entrée ne correspond aux filtres').waitFor();
  });

  it('verifies the audit trail, and with the head that it gave last time', async () => {
    const page = await scene.visit('/journal/audit');
    await page.getByRole('button', { name: 'Vérifier' }).click();
    const head = await page.getByText('Tête à noter').locator('code').innerText();
    await page.getByLabel(/Tête notée la dernière fois/).fill(head);
    await page.getByRole('button', { name: 'Vérifier' }).click();
    await page.getByText(/La piste est intacte/).waitFor();
    await page.getByLabel(/Tête notée la dernière fois/).fill(`${head.split(':')[0]}:${'0'.repeat(64)}`);
    await page.getByRole('button', { name: 'Vérifier' }).click();
    await page.getByText(/La piste n’est pas intacte/).waitFor();
  });
});
