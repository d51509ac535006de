import type { ServiceAddress } from '../cli/cli.ts';
import { systemClock } from '../dhis2/retry.ts';
import type { FollowTools } from '../following/follow-replication.ts';
import { createHeartbeats } from '../measures/health.ts';
import { explainError, PlatformError } from '../model/errors/platform-error.ts';
import type { Language } from '../model/language.ts';
import { connectPair } from '../runs/connect-pair.ts';
import { createRetentionChore } from '../schedules/apply-retention.ts';
import { createRunControl } from '../schedules/run-control.ts';
import { runScheduler } from '../schedules/run-scheduler.ts';
import { openVault } from '../vault/open-vault.ts';
import { pause } from '../worker/pause.ts';
import { runWorker } from '../worker/run-worker.ts';
import { apiPart } from './api-part.ts';
import { type Part, runParts } from './run-parts.ts';
import { createTidyUpChore } from './tidy-up-chore.ts';
import { type ServiceSurroundings, sayTo, workerParts } from './worker-parts.ts';

/** The service in one process, until the signal is aborted: schedules, a worker for what they and others start, and the REST API. */
export async function serve(
  given: ServiceSurroundings & { readonly version: string },
  address: ServiceAddress,
  signal: AbortSignal,
): Promise<void> {
  const surroundings = { ...given, heartbeats: createHeartbeats(() => Date.now()) };
  const say = sayTo(surroundings);
  say({ fr: 'le service commence', en: 'the service begins' });
  const parts = [await noticesPart(surroundings), schedulerPart(surroundings), followingPart(surroundings)];
  parts.push(await workerPart(surroundings));
  await runParts([...parts, await apiPart(surroundings, address, signal)], signal);
  say({ fr: 'le service est arrêté', en: 'the service has stopped' });
}

/** Tells people what happened. Begins first and ends last, so that what the other parts do at their end is told, too. */
async function noticesPart(surroundings: ServiceSurroundings): Promise<Part> {
  const { config, outgoing, store } = surroundings;
  const { deliverNotices } = await import('../notify/deliver-notices.ts');
  const vault = await openVault({ key: config.vaultKey, dataDirectory: config.dataDirectory });
  const say = sayTo(surroundings);
  const tools = {
    ...{ database: store.database, vault, outgoing },
    clock: { ...systemClock, sleep: beating(surroundings, 'notices', systemClock.sleep) },
    onError: (error: unknown) => say({ fr: inWords(error, 'fr'), en: inWords(error, 'en') }),
    onFailed: ({ rule, code }: { readonly rule: string; readonly code: string }) =>
      say({
        fr: `l’avis de la règle ${rule} n’est pas parti (${code})`,
        en: `the notice of rule ${rule} was not sent (${code})`,
      }),
  };
  return { name: 'notices', run: (signal) => deliverNotices(tools, signal) };
}

async function workerPart(surroundings: ServiceSurroundings): Promise<Part> {
  const parts = await workerParts(surroundings);
  return { name: 'worker', run: (signal) => runWorker(parts, signal) };
}

/** Starts, pauses and resumes runs when they are due, and removes what has been kept long enough; of several services one does. */
function schedulerPart(surroundings: ServiceSurroundings): Part {
  const { config, store } = surroundings;
  const { database } = store;
  const say = sayTo(surroundings);
  return {
    name: 'scheduler',
    run: (signal) =>
      runScheduler({
        database,
        runs: createRunControl(database),
        clock: { now: () => new Date(), wait: beating(surroundings, 'scheduler', pause) },
        signal,
        onError: (error) => say({ fr: inWords(error, 'fr'), en: inWords(error, 'en') }),
        chores: [createRetentionChore({ database, dataDirectory: config.dataDirectory }), createTidyUpChore(database)],
      }),
  };
}

/** Keeps targets close behind their sources, where that was asked for; of several services one does. */
function followingPart(surroundings: ServiceSurroundings): Part {
  const { config, outgoing, store } = surroundings;
  const say = sayTo(surroundings);
  return {
    name: 'following',
    run: async (signal) => {
      const { followReplications } = await import('../following/follow-replications.ts');
      const tools = {
        database: store.database,
        openVault: () => openVault({ key: config.vaultKey, dataDirectory: config.dataDirectory }),
        connectPair: (...[source, target, options, within]: Parameters<FollowTools['connectPair']>) =>
          connectPair(source, target, { ...options, outgoing }, within),
        clock: { now: () => new Date(), sleep: beating(surroundings, 'following', pause) },
        onError: (error: unknown, name = '') =>
          say({ fr: `suivi ${name} : ${inWords(error, 'fr')}`, en: `following ${name}: ${inWords(error, 'en')}` }),
      };
      await followReplications(tools, signal);
    },
  };
}

/** A loop that rests from time to time is alive; one that has not done so for long is stuck, and the process is to be started anew. */
const silentMs = 600_000;

function beating(
  { heartbeats }: ServiceSurroundings,
  name: string,
  rest: (ms: number, signal: AbortSignal) => Promise<void>,
): typeof rest {
  const beat = heartbeats?.expect(name, silentMs);
  return (ms, signal) => {
    beat?.();
    return rest(ms, signal);
  };
}

function inWords(error: unknown, language: Language): string {
  return error instanceof PlatformError ? explainError(error, language).message : String(error);
}
