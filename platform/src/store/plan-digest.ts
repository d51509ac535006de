import { sql } from 'kysely';
import type { Database } from './database.ts';

/**
 * A digest over everything that a run means to do with metadata: each object that it creates or updates, in the form that the target
 * would hold, and how much it leaves alone. Another plan has another digest.
 */
export async function digestOfPlannedObjects(database: Database, runId: number): Promise<string> {
  // Type by type, because an aggregate holds its whole text in memory.
  const { rows } = await sql<{ type: string; digest: string }>`
    select type, encode(sha256(convert_to(
      string_agg(uid || ' ' || action || ' ' || coalesce(digest, ''), E'\n' order by uid), 'UTF8'
    )), 'hex') as digest
    from planned_object
    where run_id = ${runId} and action in ('create', 'update')
    group by type
    order by type
  `.execute(database);
  return rows.map(({ type, digest }) => `${type} ${digest}`).join('\n');
}
