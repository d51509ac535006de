import type { RunContext } from '../run-context.ts';
import type { SharedStep } from '../steps/step.ts';
import { type CopiedClass, copyParts } from './copy-parts.ts';
import { keepPieces } from './cut-pieces.ts';
import { areasWithin } from './piece-ranges.ts';
import { beginStage } from './stage-start.ts';

/** A class of rows in pieces: `copiedFor` gives it for the context of one piece. */
export async function shareParts<Row>(
  context: RunContext,
  copiedFor: (context: RunContext) => Promise<CopiedClass<Row>>,
): Promise<SharedStep> {
  const copied = await copiedFor(context);
  await beginStage(context, copied.stage, copied.rows.type, copied.readable, copied.beforehand);
  const kept = await keepPieces(context, copied.stage, copied);
  return {
    pieces: kept.map(({ key }) => ({ key, round: 0 })),
    async work(itsContext, { key }) {
      const piece = kept.find((each) => each.key === key);
      if (piece === undefined) throw new Error(`The stage ${copied.stage} has no piece ${key}.`);
      await copyParts(itsContext, { ...(await copiedFor(itsContext)), areas: areasWithin(copied.areas, piece.ranges) });
    },
  };
}
