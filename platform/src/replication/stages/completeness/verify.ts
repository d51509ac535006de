import type { ClassVerifier, RunContext, VerifiedSlice } from '../../run-context.ts';
import { verifyParts } from '../../slices/verify-parts.ts';
import { readRegistrationScope, registrationsPerPart } from './registration-rows.ts';

/** Proves the completeness registrations: see `verify-parts.ts`. */
export const verifyCompleteness: ClassVerifier = verify;

async function* verify(context: RunContext): AsyncGenerator<VerifiedSlice> {
  const { rows, areas, hierarchy, readable } = await readRegistrationScope(context);
  yield* verifyParts(context, {
    stage: 'completeness',
    rows,
    areas,
    hierarchy,
    from: readable.from,
    maxElements: 1,
    limit: registrationsPerPart,
  });
}
