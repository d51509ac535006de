import type { Instance, StoredObject } from '../instance.ts';
import { isWithin } from './org-unit-tree.ts';
import { dayOfDate } from './period.ts';
import { refIds, textOf } from './references.ts';

/** The category options of a combo. */
export function optionsOfCombo(instance: Instance, combo: StoredObject): StoredObject[] {
  return refIds(combo.categoryOptions).flatMap((uid) => instance.metadata.find('categoryOptions', uid) ?? []);
}

/** From the latest start to the earliest end of a combo's options, as days; undefined when none is dated. */
export function comboDateRange(instance: Instance, combo: StoredObject): { start: number; end: number } | undefined {
  let start = Number.NEGATIVE_INFINITY;
  let end = Number.POSITIVE_INFINITY;
  for (const option of optionsOfCombo(instance, combo)) {
    const [from, to] = [textOf(option, 'startDate'), textOf(option, 'endDate')];
    if (from !== undefined) start = Math.max(start, dayOfDate(new Date(from)));
    if (to !== undefined) end = Math.min(end, dayOfDate(new Date(to)));
  }
  return Number.isFinite(start) || Number.isFinite(end) ? { start, end } : undefined;
}

/** Whether an organisation unit lies within those that every option of a combo is restricted to. */
export function descendantCheck(instance: Instance, combo: StoredObject, orgUnit: string): boolean {
  return optionsOfCombo(instance, combo).every((option) => {
    const units = refIds(option.organisationUnits);
    return units.length === 0 || isWithin(instance, orgUnit, new Set(units));
  });
}
