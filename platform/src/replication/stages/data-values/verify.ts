import type { DataValue } from '../../../model/data-value.ts';
import type { ClassVerifier, RunContext, SharedVerification } from '../../run-context.ts';
import { keepPieces } from '../../slices/cut-pieces.ts';
import { areasWithin } from '../../slices/piece-ranges.ts';
import { type VerifiedClass, verifyParts } from '../../slices/verify-parts.ts';
import { type DataValueScope, readDataValueScope } from './data-value-rows.ts';
import { elementsPerRequest } from './stage.ts';
import { verifyValueFiles } from './verify-value-files.ts';

/** Rows of one comparison. Nothing but sums is kept of them: this bounds what a server up to 2.42 holds for one answer. */
const rowsPerComparison = 250_000;

/** Proves the data values: see `verify-parts.ts`. */
export const verifyDataValues: ClassVerifier = createDataValuesVerifier(rowsPerComparison);

export function createDataValuesVerifier(limit: number): ClassVerifier {
  return async function* verify(context, finished) {
    const scope = await readDataValueScope(context);
    yield* verifyParts(context, verifiedClass(scope, limit), finished);
    yield* verifyValueFiles(context, scope, elementsPerRequest);
  };
}

/** The files are proven in one piece: there are few beside the values. */
const files = 'files';

/** The pieces in which the values were copied, and one for the files. */
export async function shareDataValuesVerification(context: RunContext): Promise<SharedVerification> {
  const scope = await readDataValueScope(context);
  const verified = verifiedClass(scope, rowsPerComparison);
  const kept = await keepPieces(context, 'dataValues', { ...verified, readable: scope.readable });
  return {
    pieces: [...kept.map(({ key }) => key), files],
    verify(piece, itsContext, finished) {
      if (piece === files) return verifyValueFiles(itsContext, scope, elementsPerRequest);
      const areas = areasWithin(verified.areas, kept.find(({ key }) => key === piece)?.ranges ?? []);
      return verifyParts(itsContext, { ...verified, areas }, finished);
    },
  };
}

function verifiedClass({ rows, catalogue, hierarchy, readable }: DataValueScope, limit: number) {
  return {
    stage: 'dataValues',
    rows,
    areas: catalogue.areas,
    hierarchy,
    from: readable.from,
    maxElements: elementsPerRequest,
    limit,
  } satisfies VerifiedClass<DataValue>;
}
