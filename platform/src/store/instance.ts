import type { Selectable } from 'kysely';
import type { Database } from './database.ts';
import { removeRefusals } from './instance-trouble.ts';
import type { InstanceTable } from './tables.ts';

/** A registered instance; the secret is ciphertext. */
export interface RegisteredInstance {
  readonly id: number;
  readonly name: string;
  readonly url: string;
  readonly username: string | undefined;
  readonly secretKind: 'password' | 'token';
  readonly secret: string;
  readonly allowSelfSigned: boolean;
  /** Runs that write or delete here wait for a second person. */
  readonly needsApproval: boolean;
}

/** Whether approval is needed stays as it was where nothing is said. */
export type InstanceToSave = Omit<RegisteredInstance, 'id' | 'needsApproval'> & {
  readonly needsApproval?: boolean | undefined;
};

/** Registers an instance, or replaces what was registered under its name. */
export async function saveInstance(database: Database, instance: InstanceToSave): Promise<RegisteredInstance> {
  const row = {
    name: instance.name,
    url: instance.url,
    username: instance.username ?? null,
    secret_kind: instance.secretKind,
    secret: instance.secret,
    allow_self_signed: instance.allowSelfSigned,
    ...(instance.needsApproval === undefined ? {} : { needs_approval: instance.needsApproval }),
  };
  const saved = await database
    .insertInto('instance')
    .values(row)
    .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
    .returningAll()
    .executeTakeFirstOrThrow();
  await removeRefusals(database, [instance.url]);
  return toInstance(saved);
}

export async function findInstance(database: Database, name: string): Promise<RegisteredInstance | undefined> {
  const row = await database.selectFrom('instance').selectAll().where('name', '=', name).executeTakeFirst();
  return row ? toInstance(row) : undefined;
}

/** All registered instances, by name. */
export async function listInstances(database: Database): Promise<readonly RegisteredInstance[]> {
  const rows = await database.selectFrom('instance').selectAll().orderBy('name').execute();
  return rows.map(toInstance);
}

/** Forgets an instance with its credentials; its runs stay. False when there is none of that name. */
export async function removeInstance(database: Database, name: string): Promise<boolean> {
  const result = await database.deleteFrom('instance').where('name', '=', name).executeTakeFirst();
  return result.numDeletedRows > 0n;
}

function toInstance(row: Selectable<InstanceTable>): RegisteredInstance {
  return {
    id: row.id,
    name: row.name,
    url: row.url,
    username: row.username ?? undefined,
    secretKind: row.secret_kind,
    secret: row.secret,
    allowSelfSigned: row.allow_self_signed,
    needsApproval: row.needs_approval,
  };
}
