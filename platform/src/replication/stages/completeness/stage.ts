import type { RunContext, Stage } from '../../run-context.ts';
import { copyParts } from '../../slices/copy-parts.ts';
import { readRegistrationScope, registrationsPerPart } from './registration-rows.ts';
import { sendRegistrations } from './send-registrations.ts';

/**
 * Copies completeness registrations, after the data values: a data set may demand values before it can be complete. For
 * the same reason a dry run only compares: what the target would say depends on values that are not there yet.
 */
export const completenessStage: Stage = createCompletenessStage(registrationsPerPart);

export function createCompletenessStage(limit: number): Stage {
  return { name: 'completeness', run: (context) => copyRegistrations(context, limit) };
}

async function copyRegistrations(context: RunContext, limit: number): Promise<void> {
  const scope = await readRegistrationScope(context);
  await copyParts(context, {
    stage: 'completeness',
    ...scope,
    maxElements: 1,
    limit,
    send: async (registrations, part) =>
      context.options.dryRun ? [] : sendRegistrations(context, scope.rows, registrations, part),
  });
}
