import { askStandin } from '@relais/platform/replication/fixtures/ask-standin.ts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { givePassword } from './harness/give-password.ts';
import { importConstants } from './harness/import-constants.ts';
import { administrator, ended, openScene, type Scene, whyLeftOut } from './harness/open-scene.ts';
import { overflowOf, violationsOf } from './harness/violations.ts';

const second = { username: 'binta', password: 'trois pirogues bleues au loin' } as const;

/** What takes a run to its end, also on a machine that has other things to do. */
const slowly = { timeout: 240_000 };

/** From a service that knows nothing to verified replications, as people do it: each test goes on where the one before ended. */
describe.skipIf(whyLeftOut !== undefined)('defining what is copied', () => {
  let scene: Scene;
  /** The number of a run that compared. */
  let comparison: number;
  beforeAll(async () => {
    scene = await openScene({ isNew: true });
  });
  afterAll(() => scene?.close());

  /** What nobody should meet, on a screen that shows what it has to show. */
  async function look(page: Page): Promise<void> {
    expect(await violationsOf(page)).toEqual([]);
    expect(await overflowOf(page)).toBe(0);
  }

  it('makes the first administrator by the link that the service prints', async () => {
    const page = await scene.visit(`/setup#${scene.service.firstToken}`, { isStranger: true });
    await page.getByLabel('Nom d’utilisateur').fill(administrator.username);
    await page.getByLabel('Mot de passe', { exact: true }).fill(administrator.password);
    await page.getByLabel('Mot de passe, encore une fois').fill(administrator.password);
    await page.getByRole('button', { name: 'Créer le compte' }).click();
    await page.getByRole('heading', { level: 1, name: 'Accueil' }).waitFor();
    const first = page.getByRole('region', { name: 'par où commencer' });
    await look(page);
    await first.getByRole('link', { name: 'Ajouter une instance' }).click();
    await page.getByRole('heading', { level: 1, name: 'Ajouter une instance' }).waitFor();
    // The link is spent.
    const again = await fetch(`${scene.service.url}/api/v1/setup`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token: scene.service.firstToken, username: 'autre', password: administrator.password }),
    });
    expect(again.ok).toBe(false);
  });

  it('adds instances by mouse, and says at once what they are', async () => {
    const page = await scene.visit('/instances');
    await page.getByText('Aucune instance pour l’instant').waitFor();
    for (const [name, { url }] of Object.entries({ capitale: scene.pair.source, region: scene.pair.target })) {
      await page.getByRole('link', { name: 'Instances' }).first().click();
      await page.getByRole('link', { name: 'Ajouter une instance' }).first().click();
      await page.getByLabel('Adresse').fill(url);
      await page.getByLabel('Nom', { exact: true }).fill(name);
      await page.getByLabel('Nom d’utilisateur', { exact: true }).fill('admin');
      await page.getByLabel('Mot de passe', { exact: true }).fill('district');
      await page.getByRole('button', { name: 'Ajouter l’instance' }).click();
      await page.getByText('DHIS2 2.42.4.1').waitFor();
    }
    // The target is empty yet, and lacks nothing for that.
    await page.getByText('aucune : l’instance n’en contient pas encore').waitFor();
    await page.getByText('Tout est là pour lire et écrire').waitFor();
    expect(await page.content()).not.toContain('district');
    await look(page);
  });

  it('tests an address before anything is kept, says in words what an account lacks, and adds without a test, too', async () => {
    const { source } = scene.pair;
    await givePassword(askStandin(source.url), 'saisie.region1', 'Saisie-2026');
    const page = await scene.visit('/instances/new', { language: 'en', size: 'phone' });
    const test = page.getByRole('button', { name: 'Test', exact: true });
    await page.getByLabel('Address').fill(source.url);
    await page.getByLabel('User name', { exact: true }).fill('saisie.region1');
    expect(await test.isDisabled()).toBe(true);
    await page.getByLabel('Password', { exact: true }).fill('Saisie-2026');
    await test.click();
    const found = page.getByRole('region', { name: 'What the instance says of itself' });
    await found.getByText('2 points want attention').waitFor();
    await found.getByText('As a source and as a target: The account saisie.region1').waitFor();
    await found.getByText(/As a source: .* is not assigned these top org units: République/).waitFor();
    for (const fact of ['DHIS2 2.42.4.1', '2.42', 'on time', 'some of the authorities', /^Région/]) {
      await found.getByRole('definition').filter({ hasText: fact }).first().waitFor();
    }
    await found.getByText('What its release can do').click();
    await found.getByText('knows custom icons').waitFor();
    await look(page);
    // What was found of another account is not shown for this one.
    await page.getByLabel('User name', { exact: true }).fill('admin');
    await found.waitFor({ state: 'detached' });
    await page.getByLabel('Password', { exact: true }).fill('not this one');
    await test.click();
    await page.getByRole('alert').waitFor();
    expect((await scene.client.get<{ items: unknown[] }>('/instances')).items).toHaveLength(2);
    await page.getByLabel('Name', { exact: true }).fill('wrong');
    await page.getByRole('button', { name: 'Add the instance' }).click();
    await page.getByRole('heading', { level: 1, name: 'wrong' }).waitFor();
    await page.getByRole('alert').waitFor();
    await look(page);
    await page.getByRole('button', { name: 'Remove' }).click();
    const dialog = page.getByRole('dialog', { name: 'Remove wrong' });
    expect(await dialog.getByRole('button', { name: 'Remove the instance' }).isDisabled()).toBe(true);
    await dialog.getByLabel('To confirm').fill('wrong');
    await dialog.getByRole('button', { name: 'Remove the instance' }).click();
    await page.getByRole('link', { name: 'capitale' }).waitFor();
    expect(await page.getByRole('link', { name: 'wrong' }).count()).toBe(0);
  });

  it('tests a change before it is kept, with the secret that is there or with another', async () => {
    const page = await scene.visit('/instances/region/change', { size: 'phone' });
    const test = page.getByRole('button', { name: 'Tester', exact: true });
    await test.click();
    const found = page.getByRole('region', { name: 'Ce que l’instance dit d’elle-même' });
    await found.getByText('DHIS2 2.42.4.1').waitFor();
    await look(page);
    await page.getByLabel('Mot de passe', { exact: true }).fill('ce n’est pas lui');
    await found.waitFor({ state: 'detached' });
    await test.click();
    await page.getByRole('alert').waitFor();
    await page.getByLabel('Adresse').fill('https://ailleurs.example.org');
    await page.getByRole('alert').waitFor({ state: 'detached' });
    await page.getByLabel('Mot de passe', { exact: true }).fill('');
    // A kept secret is sent nowhere but to where it belongs.
    expect(await test.isDisabled()).toBe(true);
    await page.getByRole('link', { name: 'Annuler' }).click();
    await page.getByRole('heading', { level: 1, name: 'region' }).waitFor();
    await page.getByText('DHIS2 2.42.4.1').waitFor();
    expect(await scene.client.get('/instances/region')).toMatchObject({ url: scene.pair.target.url });
  });

  it('leads by mouse from the source to a verified run', async () => {
    const page = await scene.visit('/');
    const first = page.getByRole('region', { name: 'par où commencer' });
    await first.getByText('(fait)').waitFor();
    await first.getByRole('link', { name: 'Créer une réplication' }).click();
    await page.getByText('Choisir l’instance source.').waitFor();
    expect(await page.getByRole('button', { name: 'Suivant' }).isDisabled()).toBe(true);
    await page.getByLabel('Instance source').selectOption('capitale');
    await page.getByLabel('Instance cible').selectOption('region');
    const next = page.getByRole('link', { name: 'Suivant' });
    await next.click();
    await page.getByText('Une partie', { exact: true }).click();
    await page.locator('summary', { hasText: 'Unités d’organisation' }).click();
    await page.getByRole('button', { name: 'Unités sous République de démonstration' }).click();
    await page.getByRole('region', { name: '2. Quoi' }).getByRole('listitem').nth(3).waitFor();
    await look(page);
    await page.getByText('Tout', { exact: true }).click();
    await next.click();
    await page.getByText('Les instances ont grandi à part : faire correspondre').click();
    await page.getByRole('button', { name: 'Chercher des correspondances' }).click();
    await page.getByLabel('À quoi reconnaître unités d’organisation').waitFor();
    await look(page);
    await page.getByText('Les mêmes choses ont les mêmes identifiants').click();
    await next.click();
    await page.getByRole('button', { name: 'Comparer maintenant' }).click();
    await page.getByRole('link', { name: 'Voir les différences, objet par objet' }).waitFor(slowly);
    await page.getByText(/\d à créer/).waitFor();
    await next.click();
    await page.getByRole('button', { name: 'Créer et lancer' }).click();
    await page.waitForURL(/\/runs\/\d+$/);
    await page.getByText('Identique', { exact: true }).waitFor(slowly);
  });

  it('finds what stands for what by itself, and checks it', async () => {
    const page = await scene.visit('/replications/capitale-region/change');
    await page.getByText('Les instances ont grandi à part : faire correspondre').click();
    await page.getByRole('button', { name: 'Chercher des correspondances' }).click();
    const key = page.getByLabel('À quoi reconnaître unités d’organisation');
    await key.locator('option', { hasText: 'son nom' }).waitFor({ state: 'attached' });
    await key.selectOption('name ');
    await page.getByText('Les laisser de côté').click();
    await page.getByRole('button', { name: 'Vérifier les règles' }).click();
    await page.getByText(/Tout a sa correspondance|demande(nt)? une décision/).waitFor();
    await look(page);
    await page.getByRole('button', { name: 'Retirer la règle pour unités d’organisation' }).click();
    await page.getByText('Aucune règle choisie').waitFor();
    await page.getByText('Les mêmes choses ont les mêmes identifiants').click();
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByRole('heading', { level: 1, name: 'capitale-region' }).waitFor();
  });

  it('sets a schedule, and says in words when it will run', async () => {
    const page = await scene.visit('/replications/capitale-region', { size: 'phone' });
    await page.getByRole('button', { name: 'Lui donner un calendrier' }).click();
    await page.getByLabel('Quand').selectOption({ label: 'Certains jours de la semaine' });
    await page.getByLabel('mercredi').check();
    await page.getByLabel('Heure', { exact: true }).fill('06:30');
    await look(page);
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByText('à 06:30, les jours suivants : lundi et mercredi').waitFor();
    const days = await page.getByRole('region', { name: 'Calendrier' }).getByRole('listitem').allTextContents();
    expect(days).toHaveLength(5);
    for (const day of days) expect(day).toMatch(/^(lundi|mercredi) .* à 06:30$/);
    await look(page);
    await page.getByRole('button', { name: 'Suspendre' }).click();
    await page.getByText('Le calendrier est suspendu').waitFor();
  });

  it('shows one object side by side, and what only the target has', async () => {
    await importConstants(scene.pair.source.url, [['ConstSource', 'Seuil', 3]]);
    await importConstants(scene.pair.target.url, [
      ['ConstSource', 'Seuil', 2],
      ['ConstTarget', 'Marge', 2],
    ]);
    const { run } = await scene.client.post<{ run: number }>('/diffs', { source: 'capitale', target: 'region' });
    expect(await ended(scene.client, run)).toBe('completed');
    comparison = run;
    const page = await scene.visit(`/diffs/${run}`, { language: 'en' });
    await page.getByRole('link', { name: /^constants · To update: 1$/ }).click();
    await page.getByRole('button', { name: 'Seuil' }).click();
    const value = page.getByRole('dialog', { name: 'Seuil' }).getByRole('region', { name: 'value' });
    expect(await value.innerText()).toMatch(/2\s[\s\S]*3/);
    expect(new URL(page.url()).search).toContain('object=constants%2FConstSource');
    await look(page);
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Only on the target' }).click();
    await page.getByRole('button', { name: 'Marge' }).waitFor();
    await look(page);
  });

  it('shows a hundred thousand objects by the few that are seen', async () => {
    const total = 100_000;
    const asked: number[] = [];
    const page = await scene.visit('/instances', { language: 'en' });
    await page.route(/\/api\/v1\/diffs\/\d+\/objects/, async (route) => {
      const query = new URL(route.request().url()).searchParams;
      const [after, limit] = [Number(query.get('after')), Number(query.get('limit'))];
      asked.push(after);
      const items = Array.from({ length: limit }, (_, index) => ({
        type: 'dataElements',
        uid: `A${String(after + index).padStart(10, '0')}`,
        name: `Data element ${after + index}`,
        action: 'create',
      }));
      await route.fulfill({ json: { items, total, next: after + limit } });
    });
    await page.goto(`/diffs/${comparison}/objects`);
    await page.getByText('100,000 objects').waitFor();
    const list = page.getByRole('table', { name: 'Objects' }).locator('xpath=..');
    await page.getByRole('button', { name: 'Data element 0', exact: true }).waitFor();
    for (const share of [0.25, 0.5, 0.75, 1]) {
      await list.evaluate((element, part) => {
        element.scrollTop = element.scrollHeight * part;
      }, share);
      const name = `Data element ${share === 1 ? total - 1 : total * share}`;
      await page.getByRole('button', { name, exact: true }).waitFor();
      expect(await list.locator('tbody tr').count()).toBeLessThan(60);
    }
    expect(asked.length).toBeLessThan(20);
  });

  it('waits for a second person, who sees what would change and approves it', async () => {
    const rights = ['capitale', 'region'].map((instance) => ({ instance, mayWrite: true }));
    const user = { username: second.username, role: 'operator', rights };
    const { link } = await scene.client.post<{ link: { token: string } }>('/users', user);
    await scene.client.post('/invitation', { token: link.token, password: second.password });
    const page = await scene.visit('/instances/region/change');
    await page.getByLabel('Faire approuver ce qui écrit ici').check();
    await page.getByRole('button', { name: 'Enregistrer et tester' }).click();
    await page.getByText('par une deuxième personne').waitFor();
    await page.goto('/replications/capitale-region');
    await page.getByRole('button', { name: 'Lancer' }).click();
    const dialog = page.getByRole('dialog', { name: /Lancer capitale-region/ });
    await dialog.getByText(/Dernière comparaison.* 1 à modifier/).waitFor();
    await dialog.getByRole('button', { name: 'Lancer maintenant' }).click();
    await page.waitForURL(/\/runs\/\d+$/);
    const run = Number(new URL(page.url()).pathname.split('/').at(-1));
    await page.getByText('une autre personne doit l’approuver').waitFor(slowly);
    const other = await scene.visit(`/diffs/${run}`, { isStranger: true });
    await other.getByLabel('Nom d’utilisateur').fill(second.username);
    await other.getByLabel('Mot de passe').fill(second.password);
    await other.getByRole('button', { name: 'Se connecter' }).click();
    await other.getByRole('button', { name: 'Approuver' }).click(slowly);
    const question = other.getByRole('dialog', { name: /Approuver l’exécution/ });
    await question.getByLabel('Pour confirmer').fill('region');
    await look(other);
    await question.getByRole('button', { name: 'Approuver' }).click();
    expect(await ended(scene.client, run)).toMatch(/^completed/);
  });

  it('follows the source, says how far behind the target is, and lets it be', async () => {
    const path = '/replications/capitale-region';
    await scene.client.patch('/instances/region', { needsApproval: false });
    await scene.client.put(`${path}/follow`, { everySeconds: 1 });
    const page = await scene.visit('/replications');
    await page.getByRole('cell', { name: /en suivi continu/ }).waitFor();
    await page.goto(path);
    const card = page.getByRole('region', { name: 'Suivi continu' });
    await card.getByText('cherche des changements toutes les 1 s').waitFor();
    const known = (title: string) => card.locator(`dt:has-text("${title}") + dd`).filter({ hasText: /^\d/ });
    await known('Dernière comparaison complète').waitFor(slowly);
    await importConstants(scene.pair.source.url, [['ConstFollow', 'Suivie', 7]]);
    const target = askStandin(scene.pair.target.url);
    const copies = () => target('GET', '/api/constants?filter=id:eq:ConstFollow&fields=name,value');
    await expect.poll(copies, slowly).toMatchObject({ constants: [{ name: 'Suivie', value: 7 }] });
    await known('Dernier changement trouvé').waitFor(slowly);
    expect(await known('Temps jusqu’à la cible').innerText()).toMatch(/^\d+\ss$/);
    await look(page);
    // However long the service takes: what was pressed is under way, and is said.
    const { promise: isSeen, resolve: seen } = Promise.withResolvers<void>();
    await page.route(/\/follow$/, async (route) => {
      await isSeen;
      await route.continue();
    });
    const said = (text: string) => page.getByRole('status').filter({ hasText: text }).waitFor();
    await card.getByRole('button', { name: 'Ne plus suivre' }).click();
    await card.getByText('Le suivi s’arrête').waitFor();
    await said('Le suivi s’arrête');
    await look(page);
    seen();
    await card.getByText('n’est pas suivie').waitFor();
    await said('La source n’est plus suivie');
    expect(await page.evaluate('document.activeElement.innerText')).toBe('Suivre la source');
    expect(await scene.client.get(path)).not.toHaveProperty('followState');
    await page.keyboard.press('Enter');
    await said('La source est suivie');
    await card.getByText('cherche des changements toutes les 30 s').waitFor();
    await card.getByRole('button', { name: 'Ne plus suivre' }).click();
    await said('La source n’est plus suivie');
  });
});
