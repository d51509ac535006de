import type { Database } from '../../store/database.ts';
import { loadPlanCounts } from '../../store/planned-object.ts';
import type { PlanSummary } from '../run-request.ts';

/** What the plan would do, by metadata type. */
export async function planSummary(database: Database, runId: number): Promise<PlanSummary> {
  const types: Record<string, PlanSummary['types'][string]> = {};
  for (const row of await loadPlanCounts(database, runId)) {
    const known = types[row.type] ?? { read: 0, create: 0, update: 0, unchanged: 0, impossible: 0 };
    const field =
      row.action === 'create' || row.action === 'update' || row.action === 'unchanged' ? row.action : undefined;
    types[row.type] = {
      ...known,
      read: known.read + row.count,
      ...(field === undefined ? {} : { [field]: (known[field] ?? 0) + row.count }),
    };
  }
  return { types };
}
