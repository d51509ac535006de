import { chmod, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openKeyRing, parseKeyRing } from './key-ring.ts';
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
  const changed = `${ciphertext.slice(0, -2)}${ciphertext.endsWith('AA') ? 'BB' : 'AA'}`;
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

test('without RELAIS_KEY a key is made once, in a file that only the owner reads', async () => {
  const rings = await Promise.all([openKeyRing({ dataDirectory }), openKeyRing({ dataDirectory })]);
  const again = await openKeyRing({ dataDirectory });
  for (const ring of rings) expect(ring.current.key).toEqual(again.current.key);
  const file = join(dataDirectory, 'key');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await readFile(file, 'utf8')).toMatch(/^1:[0-9a-f]{64}\n$/);
});

test('a key file that others can read is refused', async () => {
  await openKeyRing({ dataDirectory });
  await chmod(join(dataDirectory, 'key'), 0o644);
  await expect(openKeyRing({ dataDirectory })).rejects.toMatchObject({ code: 'VAULT_KEY_EXPOSED' });
});

test('RELAIS_KEY goes before the file', async () => {
  const ring = await openKeyRing({ key: second, dataDirectory });
  expect(ring.current.key.toString('hex')).toBe(second);
});
