import { loadSourceObjectsByUid } from '../../store/planned-object.ts';
import type { MetadataWriting, WritingState } from './writing.ts';

/** Kinds of SQL views that are views in the database; a query is run when it is read. */
const madeInDatabase: ReadonlySet<unknown> = new Set(['VIEW', 'MATERIALIZED_VIEW']);

/**
 * Makes the views of the SQL views that were written, since an import stores their queries only. A query may not run on the
 * target's release (its tables were renamed in 2.41, API.md §5.3): then the object is there, and the report says what the
 * database said.
 */
export async function executeSqlViews(writing: MetadataWriting, state: WritingState): Promise<void> {
  const { context, database, plan } = writing;
  const { ledger, target, signal } = context;
  const written = state.order.objects.filter(({ type, uid }) => type === 'sqlViews' && state.done.has(uid));
  if (written.length === 0) return;
  const finished = await ledger.finishedKeys('metadata');
  const rows = await loadSourceObjectsByUid(
    database,
    ledger.runId,
    written.map(({ uid }) => uid),
  );
  for (const { type, object } of rows) {
    const key = `execute/${object.id}`;
    if (finished.has(key) || !madeInDatabase.has(object.type)) continue;
    signal.throwIfAborted();
    const { succeeded, message } = await target.maintenance.executeSqlView(
      plan.transform.identity.toTarget(object.id),
      signal,
    );
    const name = String(object.name ?? '');
    const told = { type, key: object.id, name, cause: 'impossible', code: 'SQL_VIEW_NOT_EXECUTED', message } as const;
    await ledger.finishChunk({ stage: 'metadata', key, counts: {}, findings: succeeded ? [] : [told] });
  }
}
