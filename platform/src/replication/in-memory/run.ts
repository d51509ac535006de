import type { InstanceReader, WritableInstance } from '../../model/instance.ts';
import type { FinishedChunk, Ledger } from '../../model/ledger.ts';
import type { Uid } from '../../model/uid.ts';
import { createIdentityMap } from '../identity/identity-map.ts';
import type { ProgressSink, RunContext, RunOptions } from '../run-context.ts';
import { everything, type Scope } from '../selection/scope.ts';

export interface InMemoryLedger extends Ledger {
  readonly chunks: ReadonlyMap<string, FinishedChunk>;
  /** Counts of all chunks by type, summed. */
  totals(): Record<string, Record<string, number>>;
}

/** A ledger that forgets everything with the process; what is finished again replaces what it said before. */
export function createInMemoryLedger(onFinish: (chunk: FinishedChunk) => void = () => undefined): InMemoryLedger {
  const chunks = new Map<string, FinishedChunk>();
  const all = () => [...chunks.values()];
  return {
    runId: 1,
    chunks,
    finishedKeys: async (stage) => new Set(all().flatMap((chunk) => (chunk.stage === stage ? [chunk.key] : []))),
    async finishChunk(chunk) {
      onFinish(chunk);
      chunks.set(`${chunk.stage}/${chunk.key}`, chunk);
    },
    async keepOnce(stage, key, facts) {
      const known = chunks.get(`${stage}/${key}`);
      if (known?.facts !== undefined) return known.facts;
      chunks.set(`${stage}/${key}`, { stage, key, counts: {}, findings: [], facts });
      return facts;
    },
    hasWritten: async (stages) =>
      all().some(
        (chunk) =>
          stages.includes(chunk.stage) &&
          Object.values(chunk.counts).some(
            ({ created = 0, updated = 0, deleted = 0 }) => created + updated + deleted > 0,
          ),
      ),
    async *chunkFacts(stage) {
      for (const { key, facts, ...chunk } of all()) if (chunk.stage === stage) yield { key, facts: facts ?? {} };
    },
    async findingsFor(type, keys) {
      const wanted = new Set(keys);
      return all().flatMap(({ findings }) => findings.filter((each) => each.type === type && wanted.has(each.key)));
    },
    totals() {
      const totals: Record<string, Record<string, number>> = {};
      for (const [type, counts] of all().flatMap((chunk) => Object.entries(chunk.counts))) {
        const sums = totals[type] ?? {};
        totals[type] = sums;
        for (const [name, count] of Object.entries(counts)) sums[name] = (sums[name] ?? 0) + count;
      }
      return totals;
    },
  };
}

export interface InMemoryRunOptions extends Partial<RunOptions> {
  readonly source: InstanceReader;
  readonly target: WritableInstance;
  readonly ledger?: Ledger;
  readonly identity?: readonly (readonly [Uid, Uid])[];
  readonly refused?: readonly Uid[];
  readonly scope?: Scope;
  readonly signal?: AbortSignal;
  readonly timeSlice?: AbortSignal;
  readonly rowsPerPiece?: number;
}

/** A run's context without a database, a terminal or a metadata stage before it. */
export function createInMemoryRun(options: InMemoryRunOptions): RunContext {
  const { source, target, ledger, identity, refused, signal, dryRun, only, sharing, scope } = options;
  return {
    source,
    target,
    identity: createIdentityMap(identity ?? []),
    scope: scope ?? everything,
    ledger: ledger ?? createInMemoryLedger(),
    progress: silent,
    options: { dryRun: dryRun ?? false, only, sharing },
    signal: signal ?? new AbortController().signal,
    isRefused: (_type, uid) => refused?.includes(uid) ?? false,
    timeSlice: options.timeSlice,
    rowsPerPiece: options.rowsPerPiece,
  };
}

const silent: ProgressSink = {
  stageStarted: () => undefined,
  advanced: () => undefined,
  stageFinished: () => undefined,
  noticed: () => undefined,
};
