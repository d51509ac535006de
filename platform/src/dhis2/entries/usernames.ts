import { z } from 'zod';
import type { Query } from '../api-request.ts';
import { type Client, getJson } from '../client.ts';

const PAGE = 500;

const pageSchema = z.looseObject({
  pager: z.looseObject({ pageCount: z.number() }),
  users: z.array(
    z.looseObject({
      username: z.string().optional(),
      userCredentials: z.looseObject({ username: z.string().optional() }).optional(),
    }),
  ),
});

/** The usernames of an instance, in the order of the users' UIDs; those that begin with some letters, in either case. */
export async function* readUsernames(client: Client, signal: AbortSignal, beginning = ''): AsyncGenerator<string> {
  // An operator of its own would do without escapes: a letter that means any letter brings more, which is no harm.
  const filter: Query = beginning === '' ? [] : [['filter', `username:$ilike:${beginning}`]];
  for (let page = 1; ; page += 1) {
    const query: Query = [
      ['fields', 'id,username'],
      ...filter,
      ['order', 'id:asc'],
      ['pageSize', String(PAGE)],
      ['page', String(page)],
    ];
    const { pager, users } = await getJson(client.transport, '/api/users', query, pageSchema, signal);
    for (const { username, userCredentials } of users) {
      const name = username ?? userCredentials?.username;
      if (name?.toLowerCase().startsWith(beginning)) yield name;
    }
    if (page >= pager.pageCount) return;
  }
}
