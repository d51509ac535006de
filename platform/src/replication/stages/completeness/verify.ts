import type { CompleteDataSetRegistration } from '../../../model/data-value.ts';
import type { ClassVerifier, RunContext, SharedVerification } from '../../run-context.ts';
import { keepPieces } from '../../slices/cut-pieces.ts';
import { areasWithin } from '../../slices/piece-ranges.ts';
import { type VerifiedClass, verifyParts } from '../../slices/verify-parts.ts';
import { type RegistrationScope, readRegistrationScope, registrationsPerPart } from './registration-rows.ts';

/** Proves the completeness registrations: see `verify-parts.ts`. */
export const verifyCompleteness: ClassVerifier = async function* verify(context, finished) {
  yield* verifyParts(context, verifiedClass(await readRegistrationScope(context)), finished);
};

/** The pieces in which the registrations were copied. */
export async function shareCompletenessVerification(context: RunContext): Promise<SharedVerification> {
  const scope = await readRegistrationScope(context);
  const verified = verifiedClass(scope);
  const kept = await keepPieces(context, 'completeness', { ...verified, readable: scope.readable });
  return {
    pieces: kept.map(({ key }) => key),
    verify(piece, itsContext, finished) {
      const areas = areasWithin(verified.areas, kept.find(({ key }) => key === piece)?.ranges ?? []);
      return verifyParts(itsContext, { ...verified, areas }, finished);
    },
  };
}

function verifiedClass({ rows, areas, hierarchy, readable }: RegistrationScope) {
  return {
    stage: 'completeness',
    rows,
    areas,
    hierarchy,
    from: readable.from,
    maxElements: 1,
    limit: registrationsPerPart,
  } satisfies VerifiedClass<CompleteDataSetRegistration>;
}
