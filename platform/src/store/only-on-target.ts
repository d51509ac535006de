import { sql } from 'kysely';
import type { MetadataType } from '../model/metadata-object.ts';
import type { Uid } from '../model/uid.ts';
import type { Database } from './database.ts';

/** An object that the target held when the run was planned, and the source did not. */
export interface TargetOnlyRow {
  readonly uid: Uid;
  readonly name: string | undefined;
}

/** The objects of one type that only the target had under their UIDs, ordered by UID. */
export async function loadOnlyOnTarget(
  database: Database,
  runId: number,
  type: MetadataType,
): Promise<readonly TargetOnlyRow[]> {
  const rows = await database
    .selectFrom('target_object')
    .select(['uid', 'name'])
    .where('run_id', '=', runId)
    .where('type', '=', type)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('planned_object')
            .select(sql`1`.as('one'))
            .whereRef('planned_object.run_id', '=', 'target_object.run_id')
            .whereRef('planned_object.type', '=', 'target_object.type')
            .whereRef('planned_object.uid', '=', 'target_object.uid'),
        ),
      ),
    )
    .orderBy('uid')
    .execute();
  return rows.map(({ uid, name }) => ({ uid, name: name ?? undefined }));
}

/** How many objects of each type the target held when the run was planned. */
export async function countTargetObjects(
  database: Database,
  runId: number,
): Promise<ReadonlyMap<MetadataType, number>> {
  const rows = await database
    .selectFrom('target_object')
    .select(({ fn }) => ['type', fn.countAll<number>().as('count')])
    .where('run_id', '=', runId)
    .groupBy('type')
    .execute();
  return new Map(rows.map(({ type, count }) => [type, count]));
}
