import { PlatformError } from '../../model/errors/platform-error.ts';
import type { InstanceReader } from '../../model/instance.ts';
import type { Ledger } from '../../model/ledger.ts';
import type { MetadataType } from '../../model/metadata-object.ts';
import type { Uid } from '../../model/uid.ts';
import type { RunOptions } from '../run-context.ts';
import { type MappingProblem, mappingProblems, type ResolvedMapping } from './mapping-result.ts';
import { resolveMapping } from './resolve-mapping.ts';

/** The mapping of a run: who stands for whom, and who has nobody. */
export interface RunMapping {
  readonly types: readonly MetadataType[];
  /** Source UID → target UID, also where both are the same. */
  readonly pairs: ReadonlyMap<Uid, Uid>;
  /** What the user chose for those that have nobody. */
  readonly unmapped: 'stop' | 'skip' | 'keep';
  /** Objects of the source without a counterpart. */
  readonly without: ReadonlySet<Uid>;
  /** What was found wrong; a resumed run, which was let through once, does not look again. */
  readonly problems: readonly MappingProblem[];
}

const prefix = 'mapping/';
const doneKey = 'mapping/done';
const pairsPerChunk = 10_000;

/**
 * Resolves the mapping of a run, once: a resumed run goes by the same, whatever became of the tables. Undefined where nothing
 * is mapped.
 * @throws PlatformError as `resolveMapping`.
 */
export async function openMapping(run: {
  readonly source: InstanceReader;
  readonly target: InstanceReader;
  readonly ledger: Ledger;
  readonly options: RunOptions;
  readonly signal: AbortSignal;
}): Promise<RunMapping | undefined> {
  const { mapping } = run.options;
  if (mapping === undefined) return undefined;
  const known = (await run.ledger.finishedKeys('plan')).has(doneKey) ? await loadKept(run.ledger) : undefined;
  if (known !== undefined) return { ...known, unmapped: mapping.unmapped, problems: [] };
  const resolved = await resolveMapping(run, mapping);
  const without = new Set(resolved.problems.flatMap(({ uid }) => (uid === undefined ? [] : [uid])));
  await keep(run.ledger, resolved, without);
  return { ...resolved, unmapped: mapping.unmapped, without };
}

/**
 * Stops a run whose mapping leaves objects of the selection without a counterpart, unless the user said what becomes of them.
 * @throws PlatformError MAPPING_INCOMPLETE.
 */
export function assertMapped(mapping: RunMapping | undefined, isSelected: (uid: Uid) => boolean): void {
  if (mapping === undefined || mapping.unmapped !== 'stop') return;
  const problems = mapping.problems.filter(({ uid }) => uid === undefined || isSelected(uid));
  if (problems.length === 0) return;
  throw new PlatformError('MAPPING_INCOMPLETE', { args: { summary: summaryOf(problems) } });
}

const toldByName = 3;

/** `organisationUnits: 12 unmapped (Clinic A, Clinic B, Clinic C …)`: the words are the same in both languages' tables. */
export function summaryOf(problems: readonly MappingProblem[]): string {
  const groups = Map.groupBy(problems, ({ type, kind }) => `${type} ${kind}`);
  const parts = mappingProblems.flatMap((kind) =>
    [...groups.values()]
      .filter(([first]) => first?.kind === kind)
      .map((group) => {
        const names = group.slice(0, toldByName).map(({ name }) => name);
        return `${group[0]?.type}: ${group.length} ${kind} (${names.join(', ')}${group.length > toldByName ? ' …' : ''})`;
      }),
  );
  return parts.join('; ');
}

async function keep(ledger: Ledger, { types, pairs }: ResolvedMapping, without: ReadonlySet<Uid>): Promise<void> {
  const chunk = (key: string, facts: Readonly<Record<string, unknown>>) =>
    ledger.finishChunk({ stage: 'plan', key: `${prefix}${key}`, counts: {}, findings: [], facts });
  const all = [...pairs];
  const alone = [...without];
  for (let from = 0; from < all.length; from += pairsPerChunk) {
    await chunk(`pairs/${from}`, { pairs: all.slice(from, from + pairsPerChunk) });
  }
  for (let from = 0; from < alone.length; from += pairsPerChunk) {
    await chunk(`without/${from}`, { without: alone.slice(from, from + pairsPerChunk) });
  }
  await chunk('done', { types });
}

async function loadKept(ledger: Ledger): Promise<Pick<RunMapping, 'types' | 'pairs' | 'without'>> {
  const types: MetadataType[] = [];
  const pairs = new Map<Uid, Uid>();
  const without = new Set<Uid>();
  for await (const { key, facts } of ledger.chunkFacts('plan')) {
    if (!key.startsWith(prefix)) continue;
    for (const pair of listOf(facts.pairs)) if (Array.isArray(pair)) pairs.set(String(pair[0]), String(pair[1]));
    for (const uid of listOf(facts.without)) without.add(String(uid));
    for (const type of listOf(facts.types)) types.push(String(type));
  }
  return { types, pairs, without };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
