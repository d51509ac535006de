import { idOf } from '../json.ts';
import type { BundleObject } from './bundle.ts';

/** Parents before children, as OrganisationUnitObjectBundleHook sorts them; otherwise in the payload's order. */
export function organisationUnitsInOrder(units: readonly BundleObject[]): BundleObject[] {
  const byUid = new Map(units.map((unit) => [unit.uid, unit]));
  const placed = new Set<string>();
  const ordered: BundleObject[] = [];
  const place = (unit: BundleObject): void => {
    if (placed.has(unit.uid)) return;
    placed.add(unit.uid);
    const parent = byUid.get(idOf(unit.payload.parent) ?? '');
    if (parent) place(parent);
    ordered.push(unit);
  };
  for (const unit of units) place(unit);
  return ordered;
}
