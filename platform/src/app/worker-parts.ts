import { hostname } from 'node:os';
import type { Demonstration } from '../cli/cli.ts';
import type { Terminal } from '../cli/terminal.ts';
import type { OutgoingPolicy } from '../dhis2/outgoing/guarded-connector.ts';
import type { Heartbeats } from '../measures/health.ts';
import type { Bilingual, Language } from '../model/language.ts';
import type { Log } from '../model/log.ts';
import type { FinishedSpan } from '../model/tracing.ts';
import { connectPair } from '../runs/connect-pair.ts';
import type { Store } from '../store/open-store.ts';
import { openVault } from '../vault/open-vault.ts';
import type { WorkerParts } from '../worker/worker-parts.ts';
import type { Config } from './config.ts';
import { createLog } from './logging.ts';

/** What the parts of the service are made with. */
export interface ServiceSurroundings {
  readonly config: Config;
  readonly terminal: Terminal;
  readonly language: Language;
  readonly outgoing: OutgoingPolicy;
  readonly store: Store;
  /** Runs that the worker carries out at a time. */
  readonly jobs: number;
  readonly demonstration?: Demonstration | undefined;
  /** What says that the loops of the service still turn. */
  readonly heartbeats?: Heartbeats | undefined;
  readonly tellSpan?: ((span: FinishedSpan) => void) | undefined;
}

/** A worker of this process. What is heavy is loaded when a worker is wanted. */
export async function workerParts(surroundings: ServiceSurroundings): Promise<WorkerParts> {
  const { config, outgoing, store, jobs } = surroundings;
  const { openRun } = await import('../replication/open-run.ts');
  const { isInstanceUp } = await import('../dhis2/probe-instance.ts');
  return {
    database: store.database,
    name: `${hostname()}:${process.pid}`,
    openVault: () => openVault({ key: config.vaultKey, dataDirectory: config.dataDirectory }),
    connectPair: (source, target, options, signal) => connectPair(source, target, { ...options, outgoing }, signal),
    openRun,
    isInstanceUp: (address, signal) => isInstanceUp(address, outgoing, signal),
    say: sayTo(surroundings),
    ...(config.logsJson && { log: logOf(surroundings) }),
    tellSpan: surroundings.tellSpan,
    pace: { lanes: jobs },
  };
}

/** What a service says on its error stream: one line a sentence with the time, or JSON for programs. */
export function sayTo(
  surroundings: Pick<ServiceSurroundings, 'terminal' | 'language' | 'config' | 'demonstration'>,
): (sentence: Bilingual) => void {
  const { terminal, language, config, demonstration } = surroundings;
  // Its lines would stand in the middle of the bars of the run that is shown.
  if (demonstration) return () => undefined;
  const log = config.logsJson ? logOf(surroundings) : undefined;
  return (sentence: Bilingual): void => {
    if (log) log.info({}, sentence.en);
    else terminal.err.write(`${new Date().toISOString()} ${sentence[language]}\n`);
  };
}

function logOf({ terminal }: Pick<ServiceSurroundings, 'terminal'>): Log {
  return createLog({ write: (line) => terminal.err.write(line), now: () => new Date() });
}
