import type { Instance, StoredObject } from '../instance.ts';
import { idOf } from './json.ts';

/** No hierarchy is deeper; the walk up stops here, also in a circle. */
const MAX_LEVELS = 100;

/** UIDs of the units above a unit, the root first. */
export function ancestorsOf(instance: Instance, unit: StoredObject): string[] {
  const above: string[] = [];
  let parent = idOf(unit.parent);
  while (parent !== undefined && above.length < MAX_LEVELS) {
    above.unshift(parent);
    parent = idOf(instance.metadata.find('organisationUnits', parent)?.parent);
  }
  return above;
}

/** Whether a unit is one of the given ones or lies below one of them. */
export function isWithin(instance: Instance, uid: string, roots: ReadonlySet<string>): boolean {
  const unit = instance.metadata.find('organisationUnits', uid);
  return unit !== undefined && (roots.has(uid) || ancestorsOf(instance, unit).some((id) => roots.has(id)));
}
