import { chmod, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseKeyRing } from './key-ring.ts';
import { openVault } from './open-vault.ts';
import { createVault } from './vault.ts';

const first = '11'.repeat(32);
const second = '22'.repeat(32);
const production = { name: 'production', url: 'https://dhis2.example.org' };

let dataDirectory: string;
beforeEach(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), 'relais-vault-'));
});
afterEach(() => rm(dataDirectory, { recursive: true }));

test('any secret comes back as it went in, and never shows in its ciphertext', () => {
  const vault = createVault(parseKeyRing(first));
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (secret) => {
      const ciphertext = vault.encrypt(secret, production);
      expect(vault.decrypt(ciphertext, production)).toBe(secret);
      if (secret.length > 3) expect(ciphertext).not.toContain(secret);
    }),
  );
});

test('the same secret twice gives two ciphertexts', () => {
  const vault = createVault(parseKeyRing(first));
  expect(vault.encrypt('district', production)).not.toBe(vault.encrypt('district', production));
});

test('a ciphertext moved to another instance or address, or changed, cannot be read', () => {
  const vault = createVault(parseKeyRing(first));
  const ciphertext = vault.encrypt('district', production);
  const unreadable = expect.objectContaining({ code: 'SECRET_UNREADABLE', args: { instance: 'production' } });
  expect(() => vault.decrypt(ciphertext, { ...production, url: 'https://attacker.example.org' })).toThrow(unreadable);
  expect(() => vault.decrypt(ciphertext, { ...production, name: 'training' })).toThrow(
    expect.objectContaining({ code: 'SECRET_UNREADABLE' }),
  );
  const [version, nonce, tag, body = ''] = ciphertext.split('.');
  const changed = [version, nonce, tag, (body.startsWith('A') ? 'B' : 'A') + body.slice(1)].join('.');
  expect(() => vault.decrypt(changed, production)).toThrow(unreadable);
  expect(() => vault.decrypt('nonsense', production)).toThrow(unreadable);
});

test('a shortened authentication tag is refused', () => {
  const vault = createVault(parseKeyRing(first));
  const [version, nonce, tag, body] = vault.encrypt('district', production).split('.');
  const short = [version, nonce, tag?.slice(0, 6), body].join('.');
  expect(() => vault.decrypt(short, production)).toThrow(expect.objectContaining({ code: 'SECRET_UNREADABLE' }));
});

test('after a change of key, what the old one encrypted can be read as long as it is in the ring', () => {
  const old = createVault(parseKeyRing(`1:${first}`)).encrypt('district', production);
  const both = createVault(parseKeyRing(`2:${second},1:${first}`));
  expect(both.decrypt(old, production)).toBe('district');
  expect(both.encrypt('district', production)).toMatch(/^2\./);
  const onlyNew = createVault(parseKeyRing(`2:${second}`));
  expect(() => onlyNew.decrypt(old, production)).toThrow(expect.objectContaining({ code: 'SECRET_UNREADABLE' }));
});

test.each(['', 'secret', '11', `0:${first}`, `1:${first},1:${second}`])('the key %j is malformed', (text) => {
  expect(() => parseKeyRing(text)).toThrow(expect.objectContaining({ code: 'VAULT_KEY_MALFORMED' }));
});

test('what belongs to no instance is bound as well: to its kind and to whom it belongs', () => {
  const vault = createVault(parseKeyRing(first));
  const ciphertext = vault.seal('JBSWY3DPEHPK3PXP', ['second factor', '7']);
  expect(vault.open(ciphertext, ['second factor', '7'])).toBe('JBSWY3DPEHPK3PXP');
  for (const other of [
    ['second factor', '8'],
    ['mail server', '7'],
    ['second factor', '7', ''],
  ] as const) {
    expect(() => vault.open(ciphertext, other)).toThrow(expect.objectContaining({ code: 'SECRET_UNREADABLE' }));
  }
});

describe('the key in a file', () => {
  const file = () => join(dataDirectory, 'key');

  test('is made once, and only its owner reads it', async () => {
    const vaults = await Promise.all([openVault({ dataDirectory }), openVault({ dataDirectory })]);
    const ciphertext = vaults[0].encrypt('district', production);
    expect(vaults[1].decrypt(ciphertext, production)).toBe('district');
    expect((await openVault({ dataDirectory })).decrypt(ciphertext, production)).toBe('district');
    expect((await stat(file())).mode & 0o777).toBe(0o600);
    expect(await readFile(file(), 'utf8')).toMatch(/^1:[0-9a-f]{64}\n$/);
    expect(await readdir(dataDirectory)).toEqual(['key']);
  });

  test('that others can read is refused, also when that happens later', async () => {
    const vault = await openVault({ dataDirectory });
    await chmod(file(), 0o644);
    await expect(openVault({ dataDirectory })).rejects.toMatchObject({ code: 'VAULT_KEY_EXPOSED' });
    expect(() => vault.encrypt('district', production)).toThrow(expect.objectContaining({ code: 'VAULT_KEY_EXPOSED' }));
  });

  test('that is gone is missed before anything is encrypted that nobody could read again', async () => {
    const vault = await openVault({ dataDirectory });
    await rm(file());
    expect(() => vault.encrypt('district', production)).toThrow(
      expect.objectContaining({ code: 'VAULT_KEY_MALFORMED' }),
    );
  });

  test('is changed under a process that has it open: the new key encrypts there too, the old one still decrypts', async () => {
    const longLived = await openVault({ dataDirectory });
    const before = longLived.encrypt('district', production);
    await (await openVault({ dataDirectory })).addKey();
    expect(longLived.keyVersions()).toEqual([2, 1]);
    expect(longLived.isCurrent(before)).toBe(false);
    expect(longLived.decrypt(before, production)).toBe('district');
    const after = longLived.encrypt('district', production);
    expect(after).toMatch(/^2\./);
    expect((await stat(file())).mode & 0o777).toBe(0o600);
    await longLived.dropOldKeys();
    expect(longLived.keyVersions()).toEqual([2]);
    expect(longLived.decrypt(after, production)).toBe('district');
    expect(() => longLived.decrypt(before, production)).toThrow(expect.objectContaining({ code: 'SECRET_UNREADABLE' }));
  });
});

test('RELAIS_KEY goes before the file, and is not ours to change', async () => {
  const vault = await openVault({ key: second, dataDirectory });
  expect(await readdir(dataDirectory)).toEqual([]);
  const ciphertext = vault.encrypt('district', production);
  expect(createVault(parseKeyRing(second)).decrypt(ciphertext, production)).toBe('district');
  expect(vault.canChangeKeys).toBe(false);
  await expect(vault.addKey()).rejects.toMatchObject({ code: 'VAULT_KEY_NOT_OURS' });
});
