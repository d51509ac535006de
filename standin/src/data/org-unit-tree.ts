import type { Account, Instance } from '../instance.ts';
import { refId, refIds } from './references.ts';

const DEEPEST = 32;

/** Whether an organisation unit is one of the roots or lies below one. */
export function isWithin(instance: Instance, orgUnit: string, roots: ReadonlySet<string>): boolean {
  const units = instance.metadata.of('organisationUnits');
  let current: string | undefined = orgUnit;
  for (let depth = 0; current !== undefined && depth < DEEPEST; depth++) {
    if (roots.has(current)) return true;
    current = refId(units.get(current)?.parent);
  }
  return false;
}

/** Every organisation unit at or below the roots. */
export function descendants(instance: Instance, roots: ReadonlySet<string>): Set<string> {
  const found = new Set<string>();
  for (const uid of instance.metadata.of('organisationUnits').keys()) {
    if (isWithin(instance, uid, roots)) found.add(uid);
  }
  return found;
}

/** Where an account may enter data: its own organisation units and all below. */
export function captureRoots(instance: Instance, account: Account): Set<string> {
  return new Set(refIds(instance.metadata.find('users', account.uid)?.organisationUnits));
}

/** Where an account may read data: its data view units, or its own when it has none. */
export function dataViewRoots(instance: Instance, account: Account): Set<string> {
  const units = refIds(instance.metadata.find('users', account.uid)?.dataViewOrganisationUnits);
  return units.length > 0 ? new Set(units) : captureRoots(instance, account);
}

/** Where an account may search tracked entities: its search units, or its own when it has none. */
export function searchRoots(instance: Instance, account: Account): Set<string> {
  const units = refIds(instance.metadata.find('users', account.uid)?.teiSearchOrganisationUnits);
  return units.length > 0 ? new Set(units) : captureRoots(instance, account);
}
