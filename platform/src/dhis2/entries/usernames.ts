import { z } from 'zod';
import type { Client } from '../client.ts';
import { parseReply } from '../read-body.ts';
import { readMetadata } from '../reader/metadata.ts';

const userSchema = z.looseObject({
  username: z.string().optional(),
  userCredentials: z.looseObject({ username: z.string() }).optional(),
});

/** The usernames of an instance, in the order of the users' UIDs. */
export async function* readUsernames(client: Client, signal: AbortSignal): AsyncGenerator<string> {
  const from = { address: client.facts.address, request: 'GET /api/users' };
  for await (const user of readMetadata(client, 'users', { fields: 'id,username', signal })) {
    const { username, userCredentials } = parseReply(userSchema, user, from);
    const name = username ?? userCredentials?.username;
    if (name !== undefined) yield name;
  }
}
