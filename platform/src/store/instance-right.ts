import type { Database } from './database.ts';

/** What a user may do with an instance; seeing it is a matter of there being a right. */
export interface InstanceRight {
  readonly instanceId: number;
  readonly instanceName: string;
  /** Write to it, or delete there: it may be a target. */
  readonly mayWrite: boolean;
  /** See values that stand masked in findings. */
  readonly mayUnmask: boolean;
}

export type RightToSave = Omit<InstanceRight, 'instanceName'>;

/** The rights of a user, by the name of the instance. */
export async function listInstanceRights(database: Database, userId: number): Promise<readonly InstanceRight[]> {
  const rows = await database
    .selectFrom('instance_right')
    .innerJoin('instance', 'instance.id', 'instance_right.instance_id')
    .select(['instance.id', 'instance.name', 'instance_right.may_write', 'instance_right.may_unmask'])
    .where('instance_right.user_id', '=', userId)
    .orderBy('instance.name')
    .execute();
  return rows.map((row) => ({
    instanceId: row.id,
    instanceName: row.name,
    mayWrite: row.may_write,
    mayUnmask: row.may_unmask,
  }));
}

/** Replaces all rights of a user. */
export async function replaceInstanceRights(
  database: Database,
  userId: number,
  rights: readonly RightToSave[],
): Promise<void> {
  await database.deleteFrom('instance_right').where('user_id', '=', userId).execute();
  if (rights.length === 0) return;
  await database
    .insertInto('instance_right')
    .values(
      rights.map((right) => ({
        user_id: userId,
        instance_id: right.instanceId,
        may_write: right.mayWrite,
        may_unmask: right.mayUnmask,
      })),
    )
    .execute();
}
