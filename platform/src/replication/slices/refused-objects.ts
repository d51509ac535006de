import type { MetadataType } from '../../model/metadata-object.ts';
import type { Uid } from '../../model/uid.ts';
import type { RunContext } from '../run-context.ts';
import type { RowObstacle } from './row-class.ts';

/** Says, for an object that rows refer to, whether the target refused it. Each object is asked about once. */
export function createRefusedObjects(context: Pick<RunContext, 'isRefused'>) {
  const obstacles = new Map<MetadataType, Map<Uid, RowObstacle | undefined>>();
  return (type: MetadataType, uid: Uid): RowObstacle | undefined => {
    let known = obstacles.get(type);
    if (known === undefined) {
      known = new Map();
      obstacles.set(type, known);
    }
    if (!known.has(uid)) known.set(uid, context.isRefused(type, uid) ? dependsOn(type, uid) : undefined);
    return known.get(uid);
  };
}

/** Told once for each refused object, with the number of rows: single rows would say nothing more. */
function dependsOn(type: MetadataType, uid: Uid): RowObstacle {
  const message = `The target refused ${type} ${uid}, which these rows refer to.`;
  return { cause: 'refused', code: 'DEPENDS_ON_REFUSED', message, groupKey: uid, onlyGrouped: true };
}
