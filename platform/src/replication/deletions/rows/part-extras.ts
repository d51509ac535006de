import { z } from 'zod';
import type { Ledger, StageName } from '../../../model/ledger.ts';
import type { Part } from '../../slices/part.ts';

/** A part in which the target holds rows that the source does not have. */
export interface PartWithExtras {
  readonly part: Part;
  readonly extras: number;
}

interface FoundExtras {
  readonly held: number;
  readonly extraCount: number;
}

/** What a finished part leaves in the ledger, so that the deletions need not look for it again. */
export function extrasOfPart(part: Part, { held, extraCount }: FoundExtras): Readonly<Record<string, unknown>> {
  if (extraCount === 0) return { held };
  const { area, elements, orgUnits, children } = part;
  return { held, extras: extraCount, part: { area, elements, orgUnits, children } };
}

const uids = z.array(z.string());
const factsSchema = z.object({
  held: z.number().default(0),
  extras: z.number().default(0),
  part: z.object({ area: z.string(), elements: uids, orgUnits: uids, children: z.boolean() }).optional(),
});

/** How many rows the target held of a stage's class when it was compared, and how many of them only the target had. */
export async function countExtras(
  ledger: Ledger,
  stage: StageName,
): Promise<{ readonly held: number; readonly extras: number }> {
  let [held, extras] = [0, 0];
  for await (const { facts } of ledger.chunkFacts(stage)) {
    const told = factsSchema.safeParse(facts).data;
    held += told?.held ?? 0;
    extras += told?.extras ?? 0;
  }
  return { held, extras };
}

/** The parts in which only the target had rows. */
export async function* partsWithExtras(ledger: Ledger, stage: StageName): AsyncGenerator<PartWithExtras> {
  for await (const { key, facts } of ledger.chunkFacts(stage)) {
    const told = factsSchema.safeParse(facts).data;
    if (told?.part !== undefined) yield { part: { key, ...told.part }, extras: told.extras };
  }
}
