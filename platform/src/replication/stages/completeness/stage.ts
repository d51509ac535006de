import type { CompleteDataSetRegistration } from '../../../model/data-value.ts';
import type { RunContext, Stage } from '../../run-context.ts';
import { type CopiedClass, copyParts } from '../../slices/copy-parts.ts';
import { shareParts } from '../../slices/share-parts.ts';
import { readRegistrationScope, registrationsPerPart } from './registration-rows.ts';
import { sendRegistrations } from './send-registrations.ts';

/**
 * Copies completeness registrations, after the data values: a data set may demand values before it can be complete. For
 * the same reason a dry run only compares: what the target would say depends on values that are not there yet.
 */
export const completenessStage: Stage = createCompletenessStage(registrationsPerPart);

export function createCompletenessStage(limit: number): Stage {
  return {
    name: 'completeness',
    async run(context) {
      await copyParts(context, await (await openCopy(context, limit))(context));
    },
    async share(context) {
      return shareParts(context, await openCopy(context, limit));
    },
  };
}

/** Looks up what all pieces need, and gives the class for the context of one of them. */
async function openCopy(context: RunContext, limit: number) {
  const scope = await readRegistrationScope(context);
  return async (itsContext: RunContext): Promise<CopiedClass<CompleteDataSetRegistration>> => ({
    stage: 'completeness',
    ...scope,
    maxElements: 1,
    limit,
    send: async (registrations, { part }) =>
      itsContext.options.dryRun ? [] : sendRegistrations(itsContext, scope.rows, registrations, part),
  });
}
