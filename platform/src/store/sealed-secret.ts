import type { Database } from './database.ts';

/** A ciphertext of the vault somewhere in the database, and whose it is. */
export interface SealedSecret {
  readonly owner: SecretOwner;
  readonly ciphertext: string;
  /** Puts another ciphertext in its place. */
  replace(ciphertext: string): Promise<unknown>;
}

/** What a ciphertext is bound to. */
export type SecretOwner =
  | { readonly kind: 'instance'; readonly name: string; readonly url: string }
  | { readonly kind: 'channel'; readonly name: string; readonly channelKind: string }
  | { readonly kind: 'second-factor'; readonly userId: number }
  | { readonly kind: 'openid'; readonly digest: string };

/** Every column that holds a ciphertext: whoever adds one adds it here, or a change of keys leaves it behind. */
export const sealedColumns: readonly string[] = [
  'instance.secret',
  'notice_channel.secret',
  'one_time_token.sealed',
  'user_account.totp_secret',
];

/** All ciphertexts as they stand, for counting. */
export async function loadCiphertexts(database: Database): Promise<readonly string[]> {
  const rows = await database
    .selectFrom('notice_channel')
    .select('secret as ciphertext')
    .where('secret', 'is not', null)
    .unionAll(database.selectFrom('instance').select('secret as ciphertext'))
    .unionAll(
      database.selectFrom('user_account').select('totp_secret as ciphertext').where('totp_secret', 'is not', null),
    )
    .unionAll(database.selectFrom('one_time_token').select('sealed as ciphertext').where('sealed', 'is not', null))
    .execute();
  return rows.flatMap(({ ciphertext }) => ciphertext ?? []);
}

/** All ciphertexts, their rows locked until the transaction ends. */
export async function lockSealedSecrets(transaction: Database): Promise<readonly SealedSecret[]> {
  const parts = [instanceSecrets, channelSecrets, secondFactors, openIdLogins];
  const all: SealedSecret[] = [];
  for (const part of parts) all.push(...(await part(transaction)));
  return all;
}

async function instanceSecrets(transaction: Database): Promise<readonly SealedSecret[]> {
  const rows = await transaction
    .selectFrom('instance')
    .select(['id', 'name', 'url', 'secret'])
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.map(({ id, name, url, secret }) => ({
    owner: { kind: 'instance', name, url },
    ciphertext: secret,
    replace: (ciphertext) =>
      transaction.updateTable('instance').set({ secret: ciphertext }).where('id', '=', id).execute(),
  }));
}

async function channelSecrets(transaction: Database): Promise<readonly SealedSecret[]> {
  const rows = await transaction
    .selectFrom('notice_channel')
    .select(['id', 'name', 'kind', 'secret'])
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.flatMap(({ id, name, kind, secret }) => {
    if (secret === null) return [];
    const replace = (ciphertext: string) =>
      transaction.updateTable('notice_channel').set({ secret: ciphertext }).where('id', '=', id).execute();
    return [{ owner: { kind: 'channel', name, channelKind: kind } as const, ciphertext: secret, replace }];
  });
}

async function secondFactors(transaction: Database): Promise<readonly SealedSecret[]> {
  const rows = await transaction
    .selectFrom('user_account')
    .select(['id', 'totp_secret'])
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.flatMap(({ id, totp_secret: secret }) => {
    if (secret === null) return [];
    const replace = (ciphertext: string) =>
      transaction.updateTable('user_account').set({ totp_secret: ciphertext }).where('id', '=', id).execute();
    return [{ owner: { kind: 'second-factor', userId: id } as const, ciphertext: secret, replace }];
  });
}

async function openIdLogins(transaction: Database): Promise<readonly SealedSecret[]> {
  const rows = await transaction
    .selectFrom('one_time_token')
    .select(['digest', 'sealed'])
    .where('purpose', '=', 'openid')
    .orderBy('digest')
    .forUpdate()
    .execute();
  return rows.flatMap(({ digest, sealed }) => {
    if (sealed === null) return [];
    const replace = (ciphertext: string) =>
      transaction.updateTable('one_time_token').set({ sealed: ciphertext }).where('digest', '=', digest).execute();
    return [{ owner: { kind: 'openid', digest } as const, ciphertext: sealed, replace }];
  });
}
