import { PlatformError } from '../model/errors/platform-error.ts';
import { parseRunOptions } from '../replication/run-options.ts';
import { sourceRoleOf } from '../replication/selection/source-role.ts';
import type { ConnectedPair, ConnectionOptions, InstancePlace } from '../runs/instance-place.ts';
import { isArchivePlace } from '../runs/instance-place.ts';
import { judgeFailure } from '../runs/judge-failure.ts';
import { placeOf } from '../runs/resolve-reference.ts';
import type { Database } from '../store/database.ts';
import { findTroubles, saveTrouble } from '../store/instance-trouble.ts';
import type { FollowPace, Replication } from '../store/replication.ts';
import type { Vault } from '../vault/vault.ts';
import { carryByQueue } from './carry-by-queue.ts';
import type { FollowerClock } from './follower.ts';
import { createFollower } from './run-follower.ts';

/** What it takes to follow for the service. */
export interface FollowTools {
  readonly database: Database;
  openVault(): Promise<Vault>;
  connectPair(
    source: InstancePlace,
    target: InstancePlace,
    options: Omit<ConnectionOptions, 'outgoing'>,
    signal: AbortSignal,
  ): Promise<ConnectedPair>;
  readonly clock: FollowerClock;
}

/** A replication that is to be followed. */
export type FollowedReplication = Replication & { readonly follow: FollowPace };

/**
 * Follows the source of a replication until the signal is aborted; what changes there is carried by runs of the queue.
 * @throws PlatformError what cannot pass by itself, as `Follower` and `connectPair` do. An account that was refused is kept as that: no run
 * and no follower logs in there again before a person has done something.
 */
export async function followReplication(
  tools: FollowTools,
  replication: FollowedReplication,
  signal: AbortSignal,
): Promise<void> {
  const { database, clock } = tools;
  const { id: replicationId, name, sourceReference, targetReference, follow } = replication;
  const options = { ...parseRunOptions(replication.options), dryRun: false };
  try {
    const pair = await connect(tools, replication, sourceRoleOf(options), signal);
    try {
      const { source, target } = pair;
      const { changes } = source;
      if (changes === undefined)
        throw new PlatformError('SOURCE_KEEPS_NO_DATES', { args: { source: source.facts.name } });
      const references = { sourceReference, targetReference };
      const follower = createFollower({
        ...{ name, database, options, clock, target, ...references, ...follow },
        source: { ...source, changes },
        carry: carryByQueue({ database, replicationId, ...references }),
      });
      await follower.run({ stop: signal, signal });
    } finally {
      await pair.close();
    }
  } catch (error) {
    if (!signal.aborted) await keepRefusal(database, error);
    throw error;
  }
}

async function connect(
  { database, openVault, connectPair }: FollowTools,
  { sourceReference, targetReference }: Replication,
  role: ConnectionOptions['role'],
  signal: AbortSignal,
): Promise<ConnectedPair> {
  const source = await placeOf(database, openVault, sourceReference);
  const target = await placeOf(database, openVault, targetReference);
  const addresses = [source, target].flatMap((place) => (isArchivePlace(place) ? [] : place.url));
  const refusal = (await findTroubles(database, addresses)).find(({ kind }) => kind === 'refused');
  if (refusal !== undefined) throw new PlatformError(refusal.code, { args: refusal.args });
  return connectPair(source, target, { role }, signal);
}

async function keepRefusal(database: Database, error: unknown): Promise<void> {
  const judgement = judgeFailure(error);
  if (judgement.kind !== 'account-refused' || judgement.address === undefined) return;
  if (!(error instanceof PlatformError)) return;
  const { code, args } = error;
  await saveTrouble(database, { address: judgement.address, kind: 'refused', code, args, firstProbeMs: 1_000 });
}
