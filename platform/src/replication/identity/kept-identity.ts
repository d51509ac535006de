import { z } from 'zod';
import type { Ledger } from '../../model/ledger.ts';
import type { Uid } from '../../model/uid.ts';
import type { IdentityDecisions } from '../metadata/plan-decisions.ts';

const key = 'identity';
const factsSchema = z.object({ pairs: z.array(z.tuple([z.string(), z.string()])), mapped: z.array(z.string()) });

/** Who stands for whom, and whose own content is left alone, as a run decided it. */
export type KeptIdentity = Pick<IdentityDecisions, 'pairs' | 'mapped'>;

/** Keeps in the ledger who stands for whom, for runs that follow this one. */
export async function keepIdentity(ledger: Ledger, { pairs, mapped }: KeptIdentity): Promise<void> {
  const facts = { pairs: [...pairs].map(([from, to]) => [from, to]), mapped: [...mapped] };
  await ledger.finishChunk({ stage: 'plan', key, counts: {}, findings: [], facts });
}

/** What an earlier run decided; undefined where its ledger is gone. */
export async function loadIdentity(ledger: Ledger): Promise<KeptIdentity | undefined> {
  for await (const chunk of ledger.chunkFacts('plan')) {
    if (chunk.key !== key) continue;
    const { pairs, mapped } = factsSchema.parse(chunk.facts);
    return { pairs: new Map<Uid, Uid>(pairs), mapped: new Set<Uid>(mapped) };
  }
  return undefined;
}

/** What was decided for a few objects, on top of what had been decided for all. */
export function onTopOf(kept: KeptIdentity | undefined, decisions: IdentityDecisions): IdentityDecisions {
  if (kept === undefined) return decisions;
  return {
    ...decisions,
    pairs: new Map([...kept.pairs, ...decisions.pairs]),
    mapped: new Set([...kept.mapped, ...decisions.mapped]),
  };
}
