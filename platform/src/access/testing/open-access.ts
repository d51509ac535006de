import { saveInstance } from '../../store/instance.ts';
import { createTestDatabase } from '../../store/test-database.ts';
import { parseKeyRing } from '../../vault/key-ring.ts';
import { createVault } from '../../vault/vault.ts';
import type { Access } from '../access.ts';
import { createPasswordHashing } from '../password-hashing.ts';
import { addUser, type UserWish } from '../users.ts';

/** A password that the rules take. */
export const goodPassword = 'trois pirogues vertes';

/** A database of the test's own, and a clock that it turns by hand. */
export interface TestAccess extends Access {
  /** Lets time pass. */
  pass(ms: number): void;
  drop(): Promise<void>;
  /** For another process, or a command line, on the same database. */
  readonly connectionString: string;
}

export async function openTestAccess(): Promise<TestAccess> {
  const store = await createTestDatabase();
  let moment = Date.parse('2026-11-22T08:00:00.000Z');
  return {
    database: store.database,
    vault: createVault(parseKeyRing('11'.repeat(32))),
    // As cheap as Argon2 allows: what is tested is what happens around it.
    passwords: createPasswordHashing({ memoryKiB: 8, passes: 1, lanes: 1 }),
    now: () => new Date(moment),
    actor: { kind: 'user', name: 'tester', address: '192.0.2.10' },
    pass: (ms) => {
      moment += ms;
    },
    drop: () => store.drop(),
    connectionString: store.connectionString,
  };
}

/** A user with a name that no other test of the file has. */
export function addTestUser(access: Access, username: string, wish: Partial<UserWish> = {}) {
  const password = wish.usesOpenId === true ? undefined : goodPassword;
  return addUser(access, { username, role: 'operator', password, ...wish });
}

/** A registered instance; gives its number. */
export async function addTestInstance(access: Access, name: string, needsApproval = false): Promise<number> {
  const url = `https://${name}.example.org`;
  const secret = access.vault.encrypt('district', { name, url });
  const kept = { name, url, username: 'admin', secretKind: 'password', secret, allowSelfSigned: false } as const;
  return (await saveInstance(access.database, { ...kept, needsApproval })).id;
}
