import type { Ledger } from '../../model/ledger.ts';
import type { Uid } from '../../model/uid.ts';

/** Key of the chunk of the metadata stage that tells what the target refused for good. */
export const refusedKey = 'refused';

/** What that chunk keeps for those who come later, in this process or another. */
export function refusedFacts(uids: Iterable<Uid>): Readonly<Record<string, unknown>> {
  return { refused: [...uids] };
}

/** The metadata objects that the target refused, as the ledger has them. */
export async function loadRefusedMetadata(ledger: Ledger): Promise<readonly Uid[]> {
  for await (const { key, facts } of ledger.chunkFacts('metadata')) {
    if (key === refusedKey) return Array.isArray(facts.refused) ? facts.refused.map(String) : [];
  }
  return [];
}
