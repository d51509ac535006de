import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findInstance } from '../../store/instance.ts';
import { openRemoteLine, type RemoteLine } from './testing/remote-line.ts';

let remote: RemoteLine;
beforeAll(async () => {
  remote = await openRemoteLine();
});
afterAll(() => remote.close());

/** The secret that the service keeps for an instance. */
async function secretOf(name: string): Promise<string | undefined> {
  const { database, vault } = remote.api.access;
  const found = await findInstance(database, name);
  return found && vault.decrypt(found.secret, { name, url: found.url });
}

const add = (name: string, ...options: readonly string[]) => [
  ...['instance', 'add', name, `https://${name}.example.org/dhis/`],
  ...options,
];

test('a secret is read where one types: a file, the environment, or a question; never an option', async () => {
  const file = join(remote.directory, 'secret');
  await writeFile(file, 'trois pirogues\n');
  expect(await remote.run(add('district', '--username', 'relais', '--password-file', file))).toBe(0);
  expect(remote.line.out).toBe(
    'district is registered (https://district.example.org/dhis). Check it with: relais instance test district\n',
  );
  expect(await secretOf('district')).toBe('trois pirogues');
  await writeFile(file, 'd2pat_file');
  expect(await remote.run(add('north', '--token', '--password-file', file))).toBe(0);
  expect(await secretOf('north')).toBe('d2pat_file');
  const environment = { RELAIS_SOUTH_USERNAME: 'relais', RELAIS_SOUTH_PASSWORD: 'from here' };
  expect(await remote.run(add('south'), { environment })).toBe(0);
  expect(await secretOf('south')).toBe('from here');
  expect(await remote.run(add('east'), { answers: ['relais', 'asked for'], language: 'fr' })).toBe(0);
  expect(remote.line.out).toContain('east est enregistrée');
  expect(await secretOf('east')).toBe('asked for');
  expect(remote.line.everything).not.toMatch(/pirogues|d2pat_file|from here|asked for/);
});

test('nothing is sent without a secret, nor what holds one where it does not belong', async () => {
  expect(await remote.run(add('west', '--username', 'relais'))).toBe(3);
  expect(remote.line.err).toContain('CREDENTIALS_MISSING');
  const nowhere = join(remote.directory, 'nowhere');
  expect(await remote.run(add('west', '--username', 'relais', '--password-file', nowhere))).toBe(3);
  expect(remote.line.err).toContain('FILE_UNREADABLE');
  expect(await remote.run(['instance', 'add', 'west', 'https://a:secret@west.example.org'])).toBe(3);
  expect(remote.line.err).toContain('CREDENTIALS_IN_URL');
  expect(await findInstance(remote.api.access.database, 'west')).toBeUndefined();
});

test('added again it is changed, and what is not said of approvals stays', async () => {
  const environment = { RELAIS_DISTRICT_PASSWORD: 'new' };
  const again = add('district', '--username', 'other');
  expect(await remote.run([...again, '--needs-approval'], { environment })).toBe(0);
  expect(await remote.run(again, { environment })).toBe(0);
  const kept = await findInstance(remote.api.access.database, 'district');
  expect(kept).toMatchObject({ username: 'other', needsApproval: true });
  expect(await secretOf('district')).toBe('new');
  expect(await remote.run([...again, '--no-needs-approval'], { environment })).toBe(0);
  expect(await findInstance(remote.api.access.database, 'district')).toMatchObject({ needsApproval: false });
});

test('they are listed, limited and forgotten in the words of the same commands here', async () => {
  expect(await remote.run(['instance', 'list'], { language: 'fr' })).toBe(0);
  expect(remote.line.out).toMatch(/Nom +Adresse +Compte/);
  expect(remote.line.out).toMatch(/north +https:\/\/north\.example\.org\/dhis +jeton/);
  const { answer } = await remote.json(['instance', 'list']);
  expect(answer).toContainEqual(expect.objectContaining({ name: 'district', username: 'other' }));
  const limit = await remote.json(['instance', 'limit', 'north', '--connections', '4', '--requests-per-minute', '90']);
  expect(limit.answer).toEqual({ connections: 4, requestsPerMinute: 90 });
  expect(await remote.run(['instance', 'remove', 'north'])).toBe(0);
  expect(remote.line.out).toBe('north is forgotten, credentials included.\n');
  expect(await remote.run(['instance', 'remove', 'north'])).toBe(3);
  expect(remote.line.err).toContain('INSTANCE_NAME_UNKNOWN');
});
