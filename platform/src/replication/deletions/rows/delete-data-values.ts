import type { RunContext } from '../../run-context.ts';
import { noDataSet } from '../../stages/data-values/data-element-catalogue.ts';
import { readDataValueScope } from '../../stages/data-values/data-value-rows.ts';
import { deleteRows } from './delete-rows.ts';

/** Deletes data values (DHIS2 keeps them, marked as deleted): `importStrategy=DELETE` with their keys, in every release (API.md §8.2). */
export async function deleteDataValues(context: RunContext): Promise<void> {
  const { target, identity, signal } = context;
  const { rows } = await readDataValueScope(context);
  await deleteRows(context, {
    stage: 'dataValues',
    rows,
    remove: (values, { area }) => {
      const dataSet = area === noDataSet ? undefined : identity.toTarget(area);
      return target.importDataValues(values, { signal, dataSet, importStrategy: 'DELETE' });
    },
  });
}
