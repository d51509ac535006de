import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { MetadataObject } from '../../model/metadata-object.ts';
import { createTestDatabase, type TestDatabase } from '../../store/test-database.ts';
import { runOnce } from '../fixtures/run-once.ts';
import { type StandinPair, startBlankPair } from '../fixtures/standin-pair.ts';
import { toldBy } from '../fixtures/told-by.ts';
import type { NewAccountPolicy } from './new-accounts.ts';

const role = { id: 'RoleSaisie1', name: 'Saisie', authorities: ['F_DATAVALUE_ADD'] };
const account = (disabled: boolean): MetadataObject => ({
  id: 'UserAgent01',
  username: 'agent.saisie',
  firstName: 'Agent',
  surname: 'Saisie',
  email: 'agent@example.org',
  disabled,
  userRoles: [{ id: role.id }],
});

let store: TestDatabase;
beforeAll(async () => {
  store = await createTestDatabase();
});
afterAll(() => store.drop());

describe.each(['2.40.1', '2.41.5.1', '2.42.4.1'])('accounts that are new on a target of %s', (release) => {
  let pair: StandinPair;
  beforeEach(async () => {
    pair = await startBlankPair([release, release]);
    await put('source', account(false));
  });
  afterEach(() => pair.close());

  const put = async (side: 'source' | 'target', user: MetadataObject) => {
    const instance = await pair.connect(side);
    const payload = { userRoles: [role], users: [user] };
    expect((await instance.importMetadata(payload, { signal: AbortSignal.timeout(600_000) })).errors).toEqual([]);
  };
  const isDisabled = async () => {
    const target = await pair.connect('target');
    const found = target.readMetadata('users', { signal: AbortSignal.timeout(600_000), uids: ['UserAgent01'] });
    for await (const user of found) return user.disabled;
    return undefined;
  };
  const run = async (newAccounts?: NewAccountPolicy) => {
    const sides = { source: await pair.connect('source'), target: await pair.connect('target') };
    const outcome = await runOnce({
      database: store.database,
      ...sides,
      options: { only: ['users', 'userRoles'], newAccounts },
    });
    const told = await toldBy(store.database, outcome.runId);
    const serious = told.filter(({ cause }) => cause === 'refused' || cause === 'unexplained');
    return { codes: serious.map(({ key, code }) => `${key} ${code}`), users: outcome.totals.users };
  };

  it('are disabled until somebody there opens them, and stay open then', async () => {
    expect(await run()).toMatchObject({ codes: [], users: { created: 1 } });
    expect(await isDisabled()).toBe(true);
    await put('target', account(false));
    expect(await run()).toMatchObject({ codes: [], users: { updated: 0 } });
    expect(await isDisabled()).toBe(false);
  });

  it('are disabled when the source disables them, and not opened when it opens them', async () => {
    await run('random-password');
    expect(await isDisabled()).toBe(false);
    await put('source', account(true));
    expect(await run()).toMatchObject({ codes: [], users: { updated: 1 } });
    expect(await isDisabled()).toBe(true);
    await put('source', account(false));
    expect(await run()).toMatchObject({ codes: [], users: { updated: 0 } });
    expect(await isDisabled()).toBe(true);
  });

  it('are invited once by the target, and told where it could not', async () => {
    pair.target.faults.add({ match: { path: '/reset$' }, kind: 'status', status: 409, times: 1 });
    expect((await run('invited')).codes).toEqual(['UserAgent01 INVITATION_FAILED']);
    expect((await run('invited')).codes).toEqual([]);
    expect(await isDisabled()).toBe(false);
  });
});
