import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findInstance, listInstances, saveInstance } from '../store/instance.ts';
import { saveChannel } from '../store/notice-channel.ts';
import { lockSealedSecrets, sealedColumns } from '../store/sealed-secret.ts';
import { bindingOfChannel, bindingOfOpenIdLogin, bindingOfSecondFactor } from '../vault/bindings.ts';
import { type OpenVault, openVault } from '../vault/open-vault.ts';
import type { Access } from './access.ts';
import { rotateSecrets } from './rotate-secrets.ts';
import { offerSecondFactor } from './second-factor.ts';
import { addTestInstance, addTestUser, openTestAccess, type TestAccess } from './testing/open-access.ts';

let opened: TestAccess;
let access: Access;
let vault: OpenVault;
let dataDirectory: string;

beforeEach(async () => {
  opened = await openTestAccess();
  dataDirectory = await mkdtemp(join(tmpdir(), 'relais-rotate-'));
  vault = await openVault({ dataDirectory });
  access = { ...opened, vault };
});
afterEach(async () => {
  await opened.drop();
  await rm(dataDirectory, { recursive: true });
});

function rotate(options: { dropOldKeys?: boolean } = {}) {
  const { database, actor } = access;
  return rotateSecrets({ database, actor, vault, signal: AbortSignal.timeout(60_000) }, options);
}

const all = () => access.database.transaction().execute(lockSealedSecrets);

/** One secret of each kind; gives how to read them. */
async function plant() {
  await addTestInstance(access, 'ministry');
  const channel = { name: 'mail', kind: 'email' } as const;
  const secret = vault.seal('smtp password', bindingOfChannel(channel));
  await saveChannel(access.database, { ...channel, settings: {}, secret });
  const user = await addTestUser(access, 'awa');
  const { secret: letters } = await offerSecondFactor(access, user);
  const openid = vault.seal('verifier', bindingOfOpenIdLogin('digest'));
  const [created_at, ends_at] = [access.now(), access.now()];
  await access.database
    .insertInto('one_time_token')
    .values({ digest: 'digest', purpose: 'openid', user_id: null, sealed: openid, tries_left: 1, created_at, ends_at })
    .execute();
  const bindings = [bindingOfChannel(channel), bindingOfSecondFactor(user.id), bindingOfOpenIdLogin('digest')];
  const read = async () => {
    const instance = await findInstance(access.database, 'ministry');
    const [, ...others] = (await all()).map(({ ciphertext }) => ciphertext);
    const opened = others.map((ciphertext, at) => vault.open(ciphertext, bindings[at] ?? ['']));
    return [instance && vault.decrypt(instance.secret, instance), ...opened];
  };
  return { read, expected: ['district', 'smtp password', letters, 'verifier'] };
}

test('every kind of secret is encrypted anew, and reads as before', async () => {
  const { read, expected } = await plant();
  expect(await read()).toEqual(expected);
  expect(await rotate()).toEqual({ version: 2, renewed: sealedColumns.length, unreadable: [], oldVersions: [1] });
  expect((await all()).every(({ ciphertext }) => ciphertext.startsWith('2.'))).toBe(true);
  expect(await read()).toEqual(expected);
  expect(await rotate({ dropOldKeys: true })).toMatchObject({ version: 3, oldVersions: [] });
  expect(await read()).toEqual(expected);
});

test('two at once follow each other, and lose nothing', async () => {
  const { read, expected } = await plant();
  const versions = (await Promise.all([rotate(), rotate(), rotate({ dropOldKeys: true })])).map(
    ({ version }) => version,
  );
  expect(versions.sort()).toEqual([2, 3, 4]);
  expect(await read()).toEqual(expected);
});

test('one that was interrupted after the new key is made up for by the next', async () => {
  const { read, expected } = await plant();
  await vault.addKey();
  expect(await read()).toEqual(expected);
  expect(await rotate({ dropOldKeys: true })).toMatchObject({ version: 3, renewed: 4 });
  expect(await read()).toEqual(expected);
});

test('what no key reads any more is told, and holds nothing back', async () => {
  await plant();
  const instance = await findInstance(access.database, 'ministry');
  if (instance) await saveInstance(access.database, { ...instance, secret: instance.secret.slice(0, -4) });
  expect(await rotate()).toMatchObject({
    renewed: 3,
    unreadable: ['relais instance ministry https://ministry.example.org'],
  });
});

test('a key file that is lost stops it before anything is written', async () => {
  await plant();
  const before = (await listInstances(access.database)).map(({ secret }) => secret);
  await writeFile(join(dataDirectory, 'key'), 'nonsense');
  await expect(rotate()).rejects.toMatchObject({ code: 'VAULT_KEY_MALFORMED' });
  expect((await listInstances(access.database)).map(({ secret }) => secret)).toEqual(before);
});
