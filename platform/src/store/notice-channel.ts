import type { Selectable } from 'kysely';
import type { Database } from './database.ts';
import type { ChannelKind, NoticeChannelTable } from './notice-tables.ts';
import { storableJson } from './storable-text.ts';

/** A way to reach people; the secret is ciphertext, the settings are parsed by `notify`. */
export interface RegisteredChannel {
  readonly id: number;
  readonly name: string;
  readonly kind: ChannelKind;
  readonly settings: unknown;
  readonly secret: string | undefined;
}

/** Registers a channel, or replaces what was registered under its name. */
export async function saveChannel(
  database: Database,
  channel: Omit<RegisteredChannel, 'id'>,
): Promise<RegisteredChannel> {
  const { name, kind, secret } = channel;
  const row = { name, kind, settings: storableJson(channel.settings), secret: secret ?? null };
  const saved = await database
    .insertInto('notice_channel')
    .values(row)
    .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
    .returningAll()
    .executeTakeFirstOrThrow();
  return toChannel(saved);
}

export async function findChannel(database: Database, name: string): Promise<RegisteredChannel | undefined> {
  const row = await database.selectFrom('notice_channel').selectAll().where('name', '=', name).executeTakeFirst();
  return row ? toChannel(row) : undefined;
}

export async function listChannels(database: Database): Promise<readonly RegisteredChannel[]> {
  const rows = await database.selectFrom('notice_channel').selectAll().orderBy('name').execute();
  return rows.map(toChannel);
}

/** Forgets a channel with its secret, its rules and their log. False when there is none of that name. */
export async function removeChannel(database: Database, name: string): Promise<boolean> {
  const result = await database.deleteFrom('notice_channel').where('name', '=', name).executeTakeFirst();
  return result.numDeletedRows > 0n;
}

function toChannel({ id, name, kind, settings, secret }: Selectable<NoticeChannelTable>): RegisteredChannel {
  return { id, name, kind, settings, secret: secret ?? undefined };
}
