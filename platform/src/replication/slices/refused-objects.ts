import type { MetadataType } from '../../model/metadata-object.ts';
import type { Uid } from '../../model/uid.ts';
import type { RunContext } from '../run-context.ts';
import type { RowObstacle } from './row-class.ts';

/** What decides whether an object is, or will be, on the target. */
export type ObjectFate = Pick<RunContext, 'isRefused'> & Partial<Pick<RunContext, 'scope'>>;

/** Says, for an object that rows refer to, whether the target refused it or the run leaves it out. Each is asked about once. */
export function createRefusedObjects({ isRefused, scope }: ObjectFate) {
  const obstacles = new Map<MetadataType, Map<Uid, RowObstacle | undefined>>();
  return (type: MetadataType, uid: Uid): RowObstacle | undefined => {
    let known = obstacles.get(type);
    if (known === undefined) {
      known = new Map();
      obstacles.set(type, known);
    }
    if (!known.has(uid)) known.set(uid, obstacleOf(type, uid));
    return known.get(uid);
  };

  function obstacleOf(type: MetadataType, uid: Uid): RowObstacle | undefined {
    if (scope?.holdsDataOf(type, uid) === false) return outside(type, uid);
    return isRefused(type, uid) ? dependsOn(type, uid) : undefined;
  }
}

function outside(type: MetadataType, uid: Uid): RowObstacle {
  const message = `The run leaves out ${type} ${uid}, which these rows refer to.`;
  return { cause: 'skipped', code: 'OUTSIDE_SELECTION', message, groupKey: uid, onlyGrouped: true };
}

/** Told once for each refused object, with the number of rows: single rows would say nothing more. */
function dependsOn(type: MetadataType, uid: Uid): RowObstacle {
  const message = `The target refused ${type} ${uid}, which these rows refer to.`;
  return { cause: 'refused', code: 'DEPENDS_ON_REFUSED', message, groupKey: uid, onlyGrouped: true };
}
