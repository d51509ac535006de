import type { Finding } from '../../model/finding.ts';
import type { StageName } from '../../model/ledger.ts';
import type { Uid } from '../../model/uid.ts';
import type { RunContext } from '../run-context.ts';
import type { ReadableOrgUnits } from './org-unit-hierarchy.ts';

const startKey = 'start';

/**
 * Notes, once a run, when a stage began by the source's clock, and the org units whose data the source's account cannot
 * read, and what else is known of the class beforehand. Returns the keys of the parts that are done.
 */
export async function beginStage(
  context: RunContext,
  stage: StageName,
  type: string,
  readable: ReadableOrgUnits,
  beforehand: readonly Finding[] = [],
): Promise<ReadonlySet<string>> {
  const finished = await context.ledger.finishedKeys(stage);
  if (finished.has(startKey)) return finished;
  await context.ledger.finishChunk({
    stage,
    key: startKey,
    counts: {},
    findings: [...readable.unreachableRoots.map((key) => notAssigned(type, key)), ...beforehand],
    facts: { startedAt: sourceNow(context) },
  });
  return finished;
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
