import type { RunContext } from '../../run-context.ts';
import { readRegistrationScope } from '../../stages/completeness/registration-rows.ts';
import { deleteRows } from './delete-rows.ts';

/** Deletes completeness registrations, for good: DHIS2 keeps none of them (API.md §8.3, `importStrategy=DELETE`). */
export async function deleteRegistrations(context: RunContext): Promise<void> {
  const { rows } = await readRegistrationScope(context);
  const { target, signal } = context;
  await deleteRows(context, {
    stage: 'completeness',
    rows,
    remove: (registrations) => target.importCompleteness(registrations, { signal, importStrategy: 'DELETE' }),
  });
}
