import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { administrator, openScene, type Scene, whyLeftOut } from './harness/open-scene.ts';
import { overflowOf, violationsOf } from './harness/violations.ts';

describe.skipIf(whyLeftOut !== undefined)('signing in', () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await openScene();
  });
  afterAll(() => scene?.close());

  const words = {
    fr: {
      name: 'Nom d’utilisateur',
      password: 'Mot de passe',
      submit: 'Se connecter',
      home: 'Accueil',
      ended: 'session a pris fin',
    },
    en: { name: 'User name', password: 'Password', submit: 'Sign in', home: 'Home', ended: 'session has ended' },
  } as const;

  it.each(['fr', 'en'] as const)('leads from the form to Home (%s)', async (language) => {
    const page = await scene.visit('/', { language, isStranger: true });
    const faults: string[] = [];
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
    const { name, password, submit, home } = words[language];
    await page.getByLabel(name).fill(administrator.username);
    await page.getByLabel(password).fill('wrong');
    await page.getByRole('button', { name: submit }).click();
    await page.getByRole('alert').getByText('LOGIN_REFUSED').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.getByLabel(password).fill(administrator.password);
    await page.getByLabel(password).press('Enter');
    await page.getByRole('heading', { level: 1, name: home }).waitFor();
    expect(await page.evaluate('document.documentElement.lang')).toBe(language);
    expect(faults.filter((fault) => !fault.includes('401'))).toEqual([]);
  });

  it('tells who was in that their session has ended, and brings them back to where they were', async () => {
    const page = await scene.visit(`/runs/${scene.finishedRun}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.context().clearCookies();
    await page.getByRole('link', { name: 'Exécutions' }).click();
    await page.getByText(words.fr.ended).waitFor();
    await page.getByLabel(words.fr.name).fill(administrator.username);
    await page.getByLabel(words.fr.password).fill(administrator.password);
    await page.getByRole('button', { name: words.fr.submit }).click();
    await page.getByRole('heading', { level: 1, name: 'Exécutions' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/runs');
  });

  it('fits a telephone', async () => {
    const page = await scene.visit('/', { size: 'phone', isStranger: true });
    await page.getByLabel(words.fr.name).waitFor();
    expect(await overflowOf(page)).toBe(0);
  });

  it('asks for the code of the telephone once there is one, and takes a recovery code where the telephone is lost', async () => {
    const page = await scene.visit('/account');
    await page.getByRole('button', { name: 'Mettre en service' }).click();
    await page.getByRole('img', { name: /Code à viser/ }).waitFor();
    const secret = Secret.fromBase32(await page.getByLabel(/Ou saisissez cette clé/).inputValue());
    const telephone = new TOTP({ secret });
    await page.getByLabel('Code montré par le téléphone').fill('000000');
    await page.getByRole('button', { name: 'Confirmer' }).click();
    await page.getByRole('alert').getByText('SECOND_FACTOR_REFUSED').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.getByLabel('Code montré par le téléphone').fill(telephone.generate());
    await page.getByRole('button', { name: 'Confirmer' }).click();
    await page.getByText('Le second facteur est en service. Notez').first().waitFor();
    const recoveryCodes = await page.getByRole('status').getByRole('listitem').allInnerTexts();
    expect(recoveryCodes).toHaveLength(10);
    expect(await violationsOf(page)).toEqual([]);

    const again = await scene.visit('/runs', { isStranger: true, size: 'phone' });
    const enterPassword = async () => {
      await again.getByLabel(words.fr.name).fill(administrator.username);
      await again.getByLabel(words.fr.password).fill(administrator.password);
      await again.getByRole('button', { name: words.fr.submit }).click();
      await again.getByRole('heading', { level: 1, name: 'Code de vérification' }).waitFor();
    };
    await enterPassword();
    expect(await violationsOf(again)).toEqual([]);
    expect(await overflowOf(again)).toBe(0);
    await again.getByLabel('Code', { exact: true }).fill('000000');
    await again.getByRole('button', { name: 'Vérifier' }).click();
    await again.getByRole('alert').getByText('SECOND_FACTOR_REFUSED').waitFor();
    // A code is good once: this is the telephone's next one.
    const next = telephone.generate({ timestamp: Date.now() + 30_000 });
    await again.getByLabel('Code', { exact: true }).fill(next);
    await again.getByRole('button', { name: 'Vérifier' }).click();
    await again.getByRole('heading', { level: 1, name: 'Exécutions' }).waitFor();
    await again.context().clearCookies();
    await again.reload();
    await enterPassword();
    await again.getByLabel('Code', { exact: true }).fill(recoveryCodes[0] ?? '');
    await again.getByRole('button', { name: 'Vérifier' }).click();
    await again.getByRole('heading', { level: 1, name: 'Exécutions' }).waitFor();

    await page.getByRole('button', { name: 'Retirer le second facteur' }).click();
    const question = page.getByRole('dialog');
    await question.getByLabel('Mot de passe actuel').fill(administrator.password);
    await question.getByLabel('Code montré par le téléphone').fill(recoveryCodes[1] ?? '');
    await question.getByRole('button', { name: 'Retirer le second facteur' }).click();
    await page.getByRole('button', { name: 'Mettre en service' }).waitFor();
  });
});
