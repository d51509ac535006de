import { z } from 'zod';
import { PlatformError } from '../model/errors/platform-error.ts';
import type { InstanceFacts } from '../model/instance.ts';
import { isSameAddress } from './address.ts';
import { isJson, parseJson, readText } from './read-body.ts';
import type { Transport } from './transport.ts';

/** One side of the comparison; a connected instance is one. */
export interface ComparedInstance {
  readonly facts: Pick<InstanceFacts, 'name' | 'address' | 'release' | 'systemId' | 'account'>;
  readonly transport: Transport;
}

/**
 * Whether two connections lead to one and the same instance, by address or behind two addresses; `unproven` where both use
 * tokens, which open no session to prove it with.
 *
 * A clone of a database has the same system id, accounts, tokens and passwords, so none of these proves anything; they only
 * disprove. What a clone cannot have is a session: the server keeps it in memory under a number nobody can guess. So one
 * side's session cookie is shown to the other side, without credentials: only the server that opened it (or a node that
 * shares its sessions, which is the same instance) knows whose it is. This writes nothing anywhere.
 *
 * The cookie of the target is shown to the source, whose operators are trusted with the data already; the other
 * way round only where the target gave none. And it is shown only if nothing disproves: to a stranger, never.
 */
export async function compareInstances(
  source: ComparedInstance,
  target: ComparedInstance,
  signal: AbortSignal,
): Promise<'same' | 'different' | 'unproven'> {
  if (isSameAddress(source.facts.address, target.facts.address)) return 'same';
  const { systemId, release } = source.facts;
  if (systemId !== target.facts.systemId || release !== target.facts.release) return 'different';
  for (const [owner, asked] of [
    [target, source],
    [source, target],
  ] as const) {
    const cookie = owner.transport.sessionCookie();
    if (cookie !== undefined) return (await knowsSession(owner, asked, cookie, signal)) ? 'same' : 'different';
  }
  return 'unproven';
}

/**
 * @throws PlatformError DHIS2_SAME_INSTANCE before anything is written.
 */
export async function assertDifferentInstances(
  source: ComparedInstance,
  target: ComparedInstance,
  signal: AbortSignal,
): Promise<void> {
  if ((await compareInstances(source, target, signal)) !== 'same') return;
  const name = ({ facts }: ComparedInstance) => `${facts.name} (${facts.address})`;
  throw new PlatformError('DHIS2_SAME_INSTANCE', { args: { source: name(source), target: name(target) } });
}

const meSchema = z.looseObject({ id: z.string(), username: z.string() });

/** Whether the cookie makes the other side see its owner, and no cookie makes it see nobody (a proxy may log everyone in). */
async function knowsSession(
  owner: ComparedInstance,
  asked: ComparedInstance,
  cookie: string,
  signal: AbortSignal,
): Promise<boolean> {
  const { uid, username } = owner.facts.account;
  const isOwner = (me: { id: string; username: string } | undefined) => me?.id === uid && me.username === username;
  const withCookie = await whoAmI(asked.transport, cookie, signal);
  if (!isOwner(withCookie)) return false;
  return !isOwner(await whoAmI(asked.transport, undefined, signal));
}

async function whoAmI(transport: Transport, cookie: string | undefined, signal: AbortSignal) {
  const query = [['fields', 'id,username']] as const;
  const response = await transport.askWithSession({ path: '/api/me', query, signal }, cookie);
  const text = await readText(response);
  if (response.status !== 200 || !isJson(response)) return undefined;
  return meSchema.safeParse(parseJson(text, response)).data;
}
