import { mappingCheckSchema, mappingProposalSchema } from '@relais/contract/browse.ts';
import { listOf } from '@relais/contract/paging.ts';
import type { RunOptions } from '@relais/contract/run-options.ts';
import type { z } from 'zod';
import { ask } from './ask.ts';

export type MappingProposal = z.output<typeof mappingProposalSchema>;
export type MappingCheck = z.output<typeof mappingCheckSchema>;

interface Pair {
  readonly source: string;
  readonly target: string;
}

/** What each possible rule would find; reads both instances. */
export async function proposeMapping(
  { source, target }: Pair,
  types: readonly string[],
): Promise<readonly MappingProposal[]> {
  const body = { source, target, types };
  return (await ask(listOf(mappingProposalSchema), '/mappings/proposals', { method: 'POST', body })).items;
}

/** Who would stand for whom; reads both instances. */
export function checkMapping(
  { source, target }: Pair,
  mapping: NonNullable<RunOptions['mapping']>,
): Promise<MappingCheck> {
  return ask(mappingCheckSchema, '/mappings/check', { method: 'POST', body: { source, target, mapping } });
}
