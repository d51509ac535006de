import { z } from 'zod';
import { digestOf } from '../../model/digest.ts';
import type { InstanceReader } from '../../model/instance.ts';
import type { Ledger } from '../../model/ledger.ts';
import { findLatestChunk } from '../../store/latest-chunk.ts';
import { createLedger } from '../../store/ledger.ts';
import type { MetadataPlan } from '../metadata/plan.ts';
import type { RunOptions } from '../run-context.ts';
import type { RunRequest } from '../run-request.ts';
import type { UntouchedPart } from '../slices/compared-parts.ts';
import { type SliceProof, sliceProofSchema } from './slice-proof.ts';

/** Days after which everything is compared again, where nobody says otherwise. */
export const usualDays = 7;

/** Raised when digests, keys or the facts of a proof come to mean something else: proofs of before stand for nothing then. */
const format = 2;

/** The last run between the same two instances that ended with a comparison, as far as this one may go by it. */
export interface ProvenRun {
  readonly runId: number;
  /** When everything was last compared, by our clock, and by which run. */
  readonly everythingAt: string;
  readonly everythingBy: number;
  /** The slices of a type that were found the same on both sides, by key. */
  slicesOf(type: string): Promise<ReadonlyMap<string, ProvenSlice>>;
  /** The keys of all slices of a type that it verified, whatever it found. */
  keysOf(type: string): Promise<ReadonlySet<string>>;
  /** What that run left in its ledger. */
  chunkFacts: Ledger['chunkFacts'];
}

/** A slice that an earlier run found the same on both sides. */
export interface ProvenSlice extends UntouchedPart {
  readonly proof: SliceProof;
  /** What has to be told of it again. */
  readonly losses?: unknown;
}

const factsSchema = z.object({
  everythingAt: z.string(),
  everythingBy: z.number(),
  offsets: z.object({ source: z.number(), target: z.number() }),
});

/** By what an earlier run's digests may be compared with this one's: the same two instances, accounts and counterparts. */
export interface ProofBasis {
  readonly source: InstanceReader;
  readonly target: InstanceReader;
  readonly pairs: MetadataPlan['decisions']['pairs'];
  /** The types and classes that the run carries; all when absent. */
  readonly only: readonly string[] | undefined;
}

/** The basis of a run. */
export function basisOf(
  { source, target }: Pick<RunRequest, 'source' | 'target'>,
  { pairs }: MetadataPlan['decisions'],
  { only }: RunOptions,
): ProofBasis {
  return { source, target, pairs, only };
}

/**
 * The key under which a run that ends with a comparison leaves its proof, and later ones find it. What the accounts see is asked
 * each time: the run itself may give the target's account its org units.
 */
async function proofKey({ source, target, pairs, only }: ProofBasis, signal: AbortSignal): Promise<string> {
  const sides = await Promise.all(
    [source, target].map(async (side) => {
      const { address, release, systemId, serverTimeZone } = side.facts;
      return [address, release, systemId, serverTimeZone, await whatAccountSees(side, signal)];
    }),
  );
  return `proof/${digestOf([format, sides, [...pairs].sort(), [...(only ?? ['*'])].sort()])}`;
}

const accountFields = ['organisationUnits', 'dataViewOrganisationUnits', 'teiSearchOrganisationUnits'];

async function whatAccountSees(side: InstanceReader, signal: AbortSignal): Promise<unknown> {
  const { uid } = side.facts.account;
  const fields = ['id', ...accountFields.map((field) => `${field}[id]`)].join();
  const found: unknown[] = [];
  for await (const user of side.readMetadata('users', { signal, uids: [uid], fields }))
    found.push(accountFields.map((field) => idsOf(user[field])));
  return [uid, found];
}

function idsOf(references: unknown): string[] {
  const parsed = z.array(z.looseObject({ id: z.string() })).safeParse(references).data ?? [];
  return parsed.map(({ id }) => id).sort();
}

/** How far an instance's clock may have been set since, before its dates are believed no more. */
const setClockMs = 60_000;

/**
 * The run on top of which this one may go; undefined where everything is to be compared: nothing was proven yet between the two, too
 * long ago, or a clock was set since.
 */
export async function findProvenRun(
  { database, ledger, options, mode, signal }: RunRequest,
  basis: ProofBasis,
): Promise<ProvenRun | undefined> {
  if (mode !== 'replicate' || !mayGoByDates(options, basis)) return undefined;
  const found = await findLatestChunk(
    database,
    { stage: 'verification', key: await proofKey(basis, signal) },
    ledger.runId,
  );
  const facts = factsSchema.safeParse(found?.facts).data;
  if (found === undefined || facts === undefined) return undefined;
  const days = options.compareEveryDays ?? usualDays;
  const isOld = Date.now() - Date.parse(facts.everythingAt) > days * 86_400_000;
  const wasSet = (side: 'source' | 'target') =>
    Math.abs(basis[side].facts.clockOffsetMs - facts.offsets[side]) > setClockMs;
  if (isOld || wasSet('source') || wasSet('target')) return undefined;
  const { everythingAt, everythingBy } = facts;
  const { chunkFacts } = createLedger(database, found.runId);
  return {
    runId: found.runId,
    everythingAt,
    everythingBy,
    slicesOf: slicesOfRun(chunkFacts),
    keysOf: keysOfRun(chunkFacts),
    chunkFacts,
  };
}

/** Selections and mapped org units look at parts of slices: they compare everything. */
function mayGoByDates({ compare, dryRun, selection, mapping }: RunOptions, { source, target }: ProofBasis): boolean {
  if (compare === 'everything' || dryRun || selection !== undefined || mapping !== undefined) return false;
  return source.facts.isArchive !== true && target.facts.isArchive !== true;
}

/** The chunk that a run leaves at its end, by which later ones find it. */
export async function keepProof(
  { ledger, options, signal }: Pick<RunRequest, 'ledger' | 'options' | 'signal'>,
  basis: ProofBasis,
  proven: ProvenRun | undefined,
): Promise<void> {
  const { source, target } = basis;
  if (options.selection !== undefined || source.facts.isArchive || target.facts.isArchive) return;
  const isEverything = proven === undefined;
  await ledger.keepOnce('verification', await proofKey(basis, signal), {
    everythingAt: isEverything ? new Date().toISOString() : proven.everythingAt,
    everythingBy: isEverything ? ledger.runId : proven.everythingBy,
    offsets: { source: source.facts.clockOffsetMs, target: target.facts.clockOffsetMs },
  });
}

const verifiedSchema = z.object({
  area: z.string().optional(),
  sourceDigest: z.string(),
  proof: sliceProofSchema,
  losses: z.unknown().optional(),
});

function slicesOfRun(chunkFacts: Ledger['chunkFacts']): ProvenRun['slicesOf'] {
  const known = new Map<string, Promise<ReadonlyMap<string, ProvenSlice>>>();
  const load = async (type: string) => {
    const slices = new Map<string, ProvenSlice>();
    for await (const { key, facts } of chunkFacts('verification')) {
      if (!key.startsWith(`${type}/`) || facts.proof === undefined) continue;
      const { sourceDigest: digest, proof, losses } = verifiedSchema.parse(facts);
      slices.set(key.slice(type.length + 1), { digest, proof, rows: Number(facts.compared ?? 0), losses });
    }
    return slices;
  };
  return (type) => {
    const loading = known.get(type) ?? load(type);
    known.set(type, loading);
    return loading;
  };
}

function keysOfRun(chunkFacts: Ledger['chunkFacts']): ProvenRun['keysOf'] {
  const known = new Map<string, Promise<ReadonlySet<string>>>();
  const load = async (type: string) => {
    const keys = new Set<string>();
    for await (const { key } of chunkFacts('verification'))
      if (key.startsWith(`${type}/`)) keys.add(key.slice(type.length + 1));
    return keys;
  };
  return (type) => {
    const loading = known.get(type) ?? load(type);
    known.set(type, loading);
    return loading;
  };
}
