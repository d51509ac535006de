import { dataValuesOf } from '../data/data-value-store.ts';
import { parsePeriod } from '../data/period.ts';
import type { Instance } from '../instance.ts';
import { instanceState } from '../instance-state.ts';
import { ancestorsOf } from '../metadata/organisation-units.ts';
import { WebMessageError } from '../web-message.ts';

/** Dimensions of an analytics query, each with its items. */
export interface AnalyticsQuery {
  readonly dataElements: readonly string[];
  readonly programIndicators: readonly string[];
  readonly periods: readonly string[];
  readonly orgUnits: readonly string[];
}

/** One cell: data item, period, organisation unit, value. */
export type AnalyticsRow = readonly [dataElement: string, period: string, orgUnit: string, value: number];

interface Run {
  /** How many values there were when the tables were made; later ones are not seen. */
  size: number | undefined;
}

const runs = instanceState<Run>(() => ({ size: undefined }));

/** Makes the analytics tables anew: queries see the data values that are there now. */
export function refreshAnalytics(instance: Instance): void {
  runs(instance).size = dataValuesOf(instance).size;
}

/** Reads `dimension=dx:…&dimension=pe:…&dimension=ou:…`; `LEVEL-n` stands for all units of a level. */
export function parseDimensions(instance: Instance, dimensions: readonly string[]): AnalyticsQuery {
  const itemsOf = (name: string): string[] =>
    dimensions.filter((text) => text.startsWith(`${name}:`)).flatMap((text) => text.slice(name.length + 1).split(';'));
  const data = itemsOf('dx');
  return {
    dataElements: data.filter((uid) => instance.metadata.find('dataElements', uid)),
    programIndicators: data.filter((uid) => instance.metadata.find('programIndicators', uid)),
    periods: itemsOf('pe'),
    orgUnits: unitsOf(instance, itemsOf('ou')),
  };
}

function unitsOf(instance: Instance, items: readonly string[]): string[] {
  const units = instance.metadata.of('organisationUnits');
  const named = items.filter((item) => units.has(item));
  const levels = items.filter((item) => item.startsWith('LEVEL-')).map((item) => levelOf(instance, item.slice(6)));
  if (levels.length === 0) return named;
  const found = [];
  for (const unit of units.values()) {
    const above = ancestorsOf(instance, unit);
    const isBelow = named.length === 0 || [...above, unit.id].some((uid) => named.includes(uid));
    if (isBelow && levels.includes(above.length + 1)) found.push(unit.id);
  }
  return found;
}

function levelOf({ metadata }: Instance, text: string): number {
  return Number(metadata.find('organisationUnitLevels', text)?.level ?? text);
}

/**
 * Sums data values by data element, period and organisation unit, each value counted for every unit above it.
 * @throws WebMessageError 409 E7144 before the tables were ever made.
 */
export function aggregate(instance: Instance, query: AnalyticsQuery): AnalyticsRow[] {
  const { size } = runs(instance);
  if (size === undefined) {
    const message =
      'Query failed because a referenced table does not exist. Please ensure analytics job was run (SqlState: 42P01)';
    throw new WebMessageError(409, message, { errorCode: 'E7144' });
  }
  const sums = new Map<string, AnalyticsRow>();
  for (const [dataElement, period, orgUnit, value] of cells(instance, query, size)) {
    const key = `${dataElement} ${period} ${orgUnit}`;
    sums.set(key, [dataElement, period, orgUnit, (sums.get(key)?.[3] ?? 0) + value]);
  }
  return [...sums.values()];
}

function* cells(instance: Instance, query: AnalyticsQuery, size: number): Generator<AnalyticsRow> {
  const store = dataValuesOf(instance);
  const elements = new Set(query.dataElements.map((uid) => store.ids.find(uid)));
  const wanted = new Set(query.orgUnits);
  for (let row = 0; row < Math.min(size, store.size); row += 1) {
    const key = store.keyOf(row);
    if (!elements.has(key.dataElement) || store.isDeleted(row)) continue;
    const value = Number(store.read(row).value);
    const unit = instance.metadata.find('organisationUnits', store.ids.name(key.orgUnit));
    if (Number.isNaN(value) || !unit) continue;
    const units = [unit.id, ...ancestorsOf(instance, unit)].filter((uid) => wanted.has(uid));
    const periods = query.periods.filter((period) => contains(period, store.ids.name(key.period)));
    for (const period of periods) for (const uid of units) yield [store.ids.name(key.dataElement), period, uid, value];
  }
}

function contains(outer: string, inner: string): boolean {
  if (outer === inner) return true;
  const [wide, narrow] = [parsePeriod(outer), parsePeriod(inner)];
  return wide !== undefined && narrow !== undefined && wide.start <= narrow.start && wide.end >= narrow.end;
}
