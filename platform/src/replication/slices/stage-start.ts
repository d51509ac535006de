import { z } from 'zod';
import type { Finding } from '../../model/finding.ts';
import type { StageName } from '../../model/ledger.ts';
import type { Uid } from '../../model/uid.ts';
import type { RunContext } from '../run-context.ts';
import type { ReadableOrgUnits } from './org-unit-hierarchy.ts';

const startKey = 'start';

/** What the ledger holds of a stage that goes part by part. */
export interface BegunStage {
  /** Keys of the parts that are done. */
  readonly finished: ReadonlySet<string>;
  /** How many rows were told one by one, by group (`finding-groups.ts`). */
  readonly told: Map<string, number>;
}

/**
 * Notes, once a run, when a stage began by the source's clock, and the org units whose data the source's account cannot
 * read, and what else is known of the class beforehand. Returns what is done of it.
 */
export async function beginStage(
  context: RunContext,
  stage: StageName,
  type: string,
  readable: ReadableOrgUnits,
  beforehand: readonly Finding[] = [],
): Promise<BegunStage> {
  const begun = await loadBegun(context, stage);
  if (begun.finished.has(startKey)) return begun;
  await context.ledger.finishChunk({
    stage,
    key: startKey,
    counts: {},
    findings: [...readable.unreachableRoots.map((key) => notAssigned(type, key)), ...beforehand],
    facts: { startedAt: sourceNow(context) },
  });
  return begun;
}

/** What a part leaves in the ledger so that, wherever the stage goes on, the first hundred of a group are a hundred in all. */
export function toldFacts(told: Readonly<Record<string, number>>): Readonly<Record<string, unknown>> {
  return Object.keys(told).length === 0 ? {} : { told };
}

const toldSchema = z.object({ told: z.record(z.string(), z.number()).default({}) });

/** What is done of a stage; nothing where it has not begun. */
export async function loadBegun({ ledger }: RunContext, stage: StageName): Promise<BegunStage> {
  const finished = new Set<string>();
  const told = new Map<string, number>();
  for await (const { key, facts } of ledger.chunkFacts(stage)) {
    finished.add(key);
    if (facts.told === undefined) continue;
    for (const [group, count] of Object.entries(toldSchema.parse(facts).told))
      told.set(group, (told.get(group) ?? 0) + count);
  }
  return { finished, told };
}

function notAssigned(type: string, key: Uid): Finding {
  const message = 'The account on the source has no access to the data of this whole org unit.';
  return { type, key, cause: 'refused', code: 'ORG_UNIT_NOT_ASSIGNED', message };
}

/** When a stage began, in milliseconds since 1970 by the source's clock; now, where it never did. */
export async function stageStart(context: RunContext, stage: StageName): Promise<number> {
  for await (const { key, facts } of context.ledger.chunkFacts(stage)) {
    if (key === startKey && typeof facts.startedAt === 'number') return facts.startedAt;
  }
  return sourceNow(context);
}

function sourceNow(context: RunContext): number {
  return Date.now() + context.source.facts.clockOffsetMs;
}
