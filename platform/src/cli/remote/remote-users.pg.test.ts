import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { acceptInvitation } from '../../access/invitations.ts';
import { logIn } from '../../access/log-in.ts';
import { useToken } from '../../access/personal-tokens.ts';
import { addTestUser, goodPassword } from '../../access/testing/open-access.ts';
import { openRemoteLine, type RemoteLine } from './testing/remote-line.ts';

let remote: RemoteLine;
beforeAll(async () => {
  remote = await openRemoteLine();
});
afterAll(() => remote.close());

const logInAs = (username: string, password: string) => logIn(remote.api.access, { username, password });

describe('relais user', () => {
  test('add asks for the password twice, or gives a link to the service that is good once', async () => {
    const add = ['user', 'add', 'fatou', '--role', 'operator', '--read', 'capital', '--write', 'region'];
    expect(await remote.runAs(add, { answers: ['quatre pirogues bleues', 'another'] })).toBe(3);
    expect(remote.line.err).toContain('PASSWORDS_DIFFER');
    expect(await remote.runAs(add, { answers: ['quatre pirogues bleues', 'quatre pirogues bleues'] })).toBe(0);
    expect(remote.line.out).toBe('fatou is added (operator).\n');
    expect(await logInAs('fatou', 'quatre pirogues bleues')).toMatchObject({ kind: 'logged-in' });
    expect(await remote.runAs(add)).toBe(3);
    expect(remote.line.err).toContain('USER_EXISTS');
    expect(await remote.runAs(['user', 'add', 'moussa', '--role', 'reader'])).toBe(0);
    expect(remote.line.out).toContain('No instance is open to them');
    const [, address, token = ''] = /(http\S+)\/invitation#(\S+)/.exec(remote.line.out) ?? [];
    expect(address).toBe(remote.service);
    await acceptInvitation(remote.api.access, { token, password: goodPassword });
  });

  test('change replaces what is named; list shows it', async () => {
    expect(await remote.runAs(['user', 'change', 'FATOU', '--role', 'reader', '--read', 'region'])).toBe(0);
    expect(remote.line.out).toBe('fatou is changed.\n');
    expect(await remote.run(['user', 'list'])).toBe(0);
    expect(remote.line.out).toMatch(/fatou +reader +no +\S.* region \(read\)/);
    expect(await remote.runAs(['user', 'change', 'fatou', '--email', 'fatou@example.org'])).toBe(0);
    const { answer } = await remote.json(['user', 'list']);
    expect(answer).toContainEqual(
      expect.objectContaining({
        ...{ username: 'fatou', role: 'reader', email: 'fatou@example.org' },
        rights: [{ instanceName: 'region', mayWrite: false, mayUnmask: false }],
      }),
    );
    expect(await remote.runAs(['user', 'change', 'fatou', '--write', 'elsewhere'])).toBe(3);
    expect(remote.line.err).toContain('INSTANCE_NAME_UNKNOWN');
    expect(await remote.runAs(['user', 'change', 'nobody', '--role', 'reader'])).toBe(3);
    expect(remote.line.err).toContain('USER_UNKNOWN');
  });

  test('disable and enable shut and open the door; no token may, and no single administrator is shut out', async () => {
    expect(await remote.runAs(['user', 'disable', 'fatou'], { language: 'fr' })).toBe(0);
    expect(remote.line.out).toContain('fatou est désactivé');
    await expect(logInAs('fatou', 'quatre pirogues bleues')).rejects.toMatchObject({ code: 'LOGIN_REFUSED' });
    expect(await remote.run(['user', 'list'])).toBe(0);
    expect(remote.line.out).toContain('reader (disabled)');
    expect(await remote.run(['user', 'enable', 'fatou'])).toBe(3);
    expect(remote.line.err).toContain('ACCESS_DENIED');
    expect(await remote.runAs(['user', 'enable', 'fatou'])).toBe(0);
    expect(await logInAs('fatou', 'quatre pirogues bleues')).toMatchObject({ kind: 'logged-in' });
  });

  test('reset takes a password from a question or a file, never from an option, and else gives a link', async () => {
    const file = join(remote.directory, 'password');
    await writeFile(file, 'deux pirogues rouges\n');
    expect(await remote.runAs(['user', 'reset', 'fatou', '--password-file', file, '--second-factor'])).toBe(0);
    expect(remote.line.out).toBe('fatou has a new password; their sessions have ended.\n');
    expect(await logInAs('fatou', 'deux pirogues rouges')).toMatchObject({ kind: 'logged-in' });
    expect(await remote.runAs(['user', 'reset', 'fatou', '--password', 'x'])).toBe(3);
    await writeFile(file, 'court');
    expect(await remote.runAs(['user', 'reset', 'fatou', '--password-file', file])).toBe(3);
    expect(await remote.runAs(['user', 'reset', 'fatou', '--invite'], { answers: [] })).toBe(0);
    expect(remote.line.out).toContain(`${remote.service}/invitation#`);
    await expect(logInAs('fatou', 'deux pirogues rouges')).rejects.toMatchObject({ code: 'LOGIN_REFUSED' });
    expect(remote.line.everything).not.toContain('pirogues');
  });

  test('whoever logs in elsewhere has no password to be given', async () => {
    expect(await remote.runAs(['user', 'add', 'rama', '--role', 'reader', '--openid', '--read', 'capital'])).toBe(0);
    expect(remote.line.out).toContain('OpenID Connect');
    expect(await remote.runAs(['user', 'reset', 'rama', '--second-factor'])).toBe(0);
    expect(remote.line.out).toBe('');
  });
});

describe('relais token', () => {
  test('create makes a token for whoever asks, and shows it this once', async () => {
    const create = ['token', 'create', 'binta', '--name', 'Grafana', '--scopes', 'look,run', '--days', '7'];
    expect(await remote.runAs(create)).toBe(0);
    const token = remote.line.out.trim();
    expect(remote.line.err).toContain('It will not be shown again');
    expect(remote.line.err).not.toContain(token);
    expect(await useToken(remote.api.access, token)).toMatchObject({
      username: 'binta',
      proof: { scopes: ['look', 'run'] },
    });
    expect(await remote.run(['token', 'list', '--user', 'binta'])).toBe(0);
    expect(remote.line.out).toContain(`${token.slice(0, 15)}…`);
    expect(remote.line.out).not.toContain(token);
    expect(remote.line.out).not.toContain('awa');
    const [{ id }] = (await remote.json(['token', 'list', '--user', 'binta'])).answer;
    expect(await remote.run(['token', 'revoke', String(id)])).toBe(0);
    expect(remote.line.out).toBe(`Token ${id} is revoked.\n`);
    await expect(useToken(remote.api.access, token)).rejects.toMatchObject({ code: 'TOKEN_REFUSED' });
  });

  test('nobody makes one in the name of somebody else, and no token makes a token', async () => {
    expect(await remote.runAs(['token', 'create', 'awa', '--name', 'x'])).toBe(3);
    expect(remote.line.err).toContain('REMOTE_TOKEN_OF_ANOTHER');
    expect(remote.line.err).toContain('awa makes it, logged in at the service');
    // Whatever the one who asks may do: `awa` administers, by a token with every scope.
    expect(await remote.run(['token', 'create', 'binta', '--name', 'x'], { language: 'fr' })).toBe(3);
    expect(remote.line.err).toContain('Un jeton agit au nom de binta, et c’est awa qui le demande');
    expect(remote.line.err).toContain('REMOTE_TOKEN_OF_ANOTHER');
    expect(await remote.run(['token', 'create', '--help'])).toBe(0);
    expect(remote.line.out).toContain('in your own name');
    expect(await remote.run(['token', 'create', 'awa', '--name', 'x'])).toBe(3);
    expect(remote.line.err).toContain('ACCESS_DENIED');
    expect(await remote.runAs(['token', 'create', 'binta', '--name', 'x', '--scopes', 'all'])).toBe(3);
    expect(remote.line.err).toContain('TOKEN_SCOPE_INVALID');
    expect(await remote.runAs(['token', 'create', 'binta'])).toBe(3);
  });

  test('who is no administrator lists and revokes their own', async () => {
    await addTestUser(remote.api.access, 'ousmane', { role: 'operator' });
    const who = { who: 'ousmane' };
    expect(await remote.runAs(['token', 'create', 'ousmane', '--name', 'laptop', '--json'], who)).toBe(0);
    const { id, token } = JSON.parse(remote.line.out);
    expect(token).toMatch(/^relais_pat_/);
    expect(await remote.runAs(['token', 'list', '--user', 'ousmane'], who)).toBe(0);
    expect(remote.line.out).toContain('laptop');
    expect(await remote.runAs(['token', 'list'], who)).toBe(3);
    expect(await remote.runAs(['token', 'revoke', '1'], who)).toBe(3);
    expect(remote.line.err).toContain('TOKEN_UNKNOWN');
    expect(await remote.runAs(['token', 'revoke', String(id)], who)).toBe(0);
  });
});
