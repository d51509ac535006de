import type { ClassVerifier, RunContext, VerifiedSlice } from '../../run-context.ts';
import { verifyParts } from '../../slices/verify-parts.ts';
import { readDataValueScope } from './data-value-rows.ts';
import { elementsPerRequest } from './stage.ts';
import { verifyValueFiles } from './verify-value-files.ts';

/** Rows of one comparison. Nothing but sums is kept of them: this bounds what a server up to 2.42 holds for one answer. */
const rowsPerComparison = 250_000;

/** Proves the data values: see `verify-parts.ts`. */
export const verifyDataValues: ClassVerifier = createDataValuesVerifier(rowsPerComparison);

export function createDataValuesVerifier(limit: number): ClassVerifier {
  return (context) => verify(context, limit);
}

async function* verify(context: RunContext, limit: number): AsyncGenerator<VerifiedSlice> {
  const scope = await readDataValueScope(context);
  const { rows, catalogue, hierarchy, readable } = scope;
  yield* verifyParts(context, {
    stage: 'dataValues',
    rows,
    areas: catalogue.areas,
    hierarchy,
    from: readable.from,
    maxElements: elementsPerRequest,
    limit,
  });
  yield* verifyValueFiles(context, scope, elementsPerRequest);
}
