import type { Instance } from '../instance.ts';
import { registrationKey, registrationsOf } from './complete-registration-store.ts';
import { csvField } from './csv.ts';
import { defaultCategoryOptionCombo } from './data-value-context.ts';
import { type DataValueContent, type DataValueStore, dataValuesOf } from './data-value-store.ts';
import type { ExportFilter } from './export-filter.ts';
import { type IdScheme, identifierOf, parseIdScheme } from './id-scheme.ts';
import { parsePeriod } from './period.ts';
import type { Query } from './query.ts';

const CHUNK_CHARACTERS = 64 * 1024;

/** By what the objects of an export are named. */
export interface OutputSchemes {
  readonly dataElement: IdScheme;
  readonly orgUnit: IdScheme;
  readonly categoryOptionCombo: IdScheme;
  readonly attributeOptionCombo: IdScheme;
  readonly dataSet: IdScheme;
}

/** Reads `idScheme`, `dataElementIdScheme`, … of an export, with or without `output` before them. */
export function outputSchemesOf(query: Query): OutputSchemes {
  const scheme = (name: string): IdScheme => {
    const output = `output${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    return parseIdScheme(query.one(name) ?? query.one(output) ?? query.one('idScheme') ?? query.one('outputIdScheme'));
  };
  return {
    dataElement: scheme('dataElementIdScheme'),
    orgUnit: scheme('orgUnitIdScheme'),
    categoryOptionCombo: scheme('categoryOptionComboIdScheme'),
    attributeOptionCombo: scheme('attributeOptionComboIdScheme'),
    dataSet: scheme('dataSetIdScheme'),
  };
}

/** Whether an interned id is wanted; asked once per id, remembered in a byte. */
function mask(store: DataValueStore, isWanted: (name: string) => boolean): (id: number) => boolean {
  const known = new Uint8Array(store.ids.size);
  return (id) => {
    const seen = known[id];
    if (seen === 1) return false;
    if (seen === 2) return true;
    const wanted = isWanted(store.ids.name(id));
    if (id < known.length) known[id] = wanted ? 2 : 1;
    return wanted;
  };
}

/** The rows that a filter lets through, in the order they were first written. */
export function* matchingRows(store: DataValueStore, filter: ExportFilter): Generator<number> {
  const { span, periods, attributeOptionCombos: combos, lastUpdated } = filter;
  const wantsElement = mask(store, (name) => filter.dataElements.has(name));
  const wantsUnit = mask(store, (name) => filter.orgUnits.has(name));
  const wantsCombo = mask(store, (name) => combos.size === 0 || combos.has(name));
  const wantsPeriod = mask(store, (iso) => {
    if (periods.size > 0) return periods.has(iso);
    const period = parsePeriod(iso);
    return span === undefined || (period !== undefined && period.start >= span.start && period.end <= span.end);
  });
  let left = filter.limit ?? Number.POSITIVE_INFINITY;
  for (let row = 0; row < store.size && left > 0; row++) {
    if (!filter.includesDeleted && store.isDeleted(row)) continue;
    if (lastUpdated !== undefined && store.lastUpdatedOf(row) < lastUpdated) continue;
    const key = store.keyOf(row);
    if (!wantsElement(key.dataElement) || !wantsUnit(key.orgUnit) || !wantsPeriod(key.period)) continue;
    if (!wantsCombo(key.attributeOptionCombo)) continue;
    left--;
    yield row;
  }
}

/** Names of a row's five ids under the output schemes, in JSON. */
function namer(instance: Instance, store: DataValueStore, schemes: OutputSchemes): (row: number) => string[] {
  const encoder = (plural: string, scheme: IdScheme): ((id: number) => string) => {
    const known: string[] = [];
    return (id) => {
      const seen = known[id];
      if (seen !== undefined) return seen;
      const uid = store.ids.name(id);
      const object = scheme.type === 'UID' ? undefined : instance.metadata.find(plural, uid);
      const name = object ? identifierOf(object, scheme) : uid;
      const json = name === undefined ? 'null' : JSON.stringify(name);
      known[id] = json;
      return json;
    };
  };
  const element = encoder('dataElements', schemes.dataElement);
  const period = encoder('', { type: 'UID' });
  const unit = encoder('organisationUnits', schemes.orgUnit);
  const combo = encoder('categoryOptionCombos', schemes.categoryOptionCombo);
  const attributeCombo = encoder('categoryOptionCombos', schemes.attributeOptionCombo);
  return (row) => {
    const key = store.keyOf(row);
    return [
      element(key.dataElement),
      period(key.period),
      unit(key.orgUnit),
      combo(key.categoryOptionCombo),
      attributeCombo(key.attributeOptionCombo),
    ];
  };
}

const KEY_NAMES = ['dataElement', 'period', 'orgUnit', 'categoryOptionCombo', 'attributeOptionCombo'] as const;

/** Up to 2.42 whole seconds, from 2.43 on milliseconds (recorded; 2.43-observed.md). */
function moment(minor: number, time: number): string {
  const text = new Date(time).toISOString();
  return minor >= 43 ? `${text.slice(0, 23)}+0000` : `${text.slice(0, 19)}.000+0000`;
}

/** A data value set as JSON, in chunks of about 64 kB. */
export function* exportJson(instance: Instance, filter: ExportFilter, schemes: OutputSchemes): Generator<string> {
  const store = dataValuesOf(instance);
  const namesOf = namer(instance, store, schemes);
  const { head, hoisted } = headOf(instance, filter, schemes);
  let chunk = `{${head}"dataValues":[`;
  let separator = '';
  for (const row of matchingRows(store, filter)) {
    chunk += `${separator}{${valueJson(instance.minor, namesOf(row), store.read(row), hoisted)}}`;
    separator = ',';
    if (chunk.length < CHUNK_CHARACTERS) continue;
    yield chunk;
    chunk = '';
  }
  yield `${chunk}]}`;
}

function valueJson(minor: number, names: string[], content: DataValueContent, hoisted: ReadonlySet<string>): string {
  let json = '';
  for (const [index, name] of KEY_NAMES.entries()) {
    if (!hoisted.has(name)) json += `"${name}":${names[index]},`;
  }
  json += `"value":${JSON.stringify(content.value)},"storedBy":${JSON.stringify(content.storedBy)},`;
  json += `"created":"${moment(minor, content.created)}","lastUpdated":"${moment(minor, content.lastUpdated)}"`;
  const comment = content.comment === undefined ? 'null' : JSON.stringify(content.comment);
  if (minor <= 42) json += `,"comment":${comment},"followup":${content.followup}`;
  else json += `${comment === 'null' ? '' : `,"comment":${comment}`}${content.followup ? ',"followup":true' : ''}`;
  return content.isDeleted ? `${json},"deleted":true` : json;
}

/**
 * What stands before the values. Up to 2.42 only a set of one data set, period and unit has a head, which repeats what
 * the values say; from 2.43 on whatever is named once stands there and no more in the values (2.43-observed.md).
 */
function headOf(
  instance: Instance,
  filter: ExportFilter,
  schemes: OutputSchemes,
): { head: string; hoisted: ReadonlySet<string> } {
  const only = (values: Iterable<string>): string | undefined => {
    const [first, second] = values;
    return second === undefined ? first : undefined;
  };
  const name = (plural: string, uid: string | undefined, scheme: IdScheme): string | undefined => {
    const object = uid === undefined ? undefined : instance.metadata.find(plural, uid);
    return object && identifierOf(object, scheme);
  };
  const dataSet = name('dataSets', only(filter.dataSets), schemes.dataSet);
  const period = only(filter.periods);
  const unit = filter.includesChildren ? undefined : only(filter.namedOrgUnits);
  const orgUnit = name('organisationUnits', unit, schemes.orgUnit);
  const combo = name('categoryOptionCombos', only(filter.attributeOptionCombos), schemes.attributeOptionCombo);
  const isSingle = dataSet !== undefined && period !== undefined && orgUnit !== undefined;
  if (instance.minor <= 42 && !isSingle) return { head: '', hoisted: new Set() };
  const completeDate = isSingle ? completionOf(instance, filter.dataSets[0] ?? '', period, unit ?? '') : undefined;
  const shared = { period, orgUnit, ...(instance.minor >= 43 ? { attributeOptionCombo: combo } : {}) };
  const fields = Object.entries({ dataSet, completeDate, ...shared }).filter(([, value]) => value !== undefined);
  const head = fields.map(([key, value]) => `"${key}":${JSON.stringify(value)},`).join('');
  const hoisted = instance.minor >= 43 ? fields.map(([key]) => key) : [];
  return { head, hoisted: new Set(hoisted) };
}

function completionOf(instance: Instance, dataSet: string, period: string, orgUnit: string): string | undefined {
  const attributeOptionCombo = defaultCategoryOptionCombo(instance)?.id ?? '';
  const key = registrationKey({ dataSet, period, organisationUnit: orgUnit, attributeOptionCombo });
  const found = registrationsOf(instance).get(key);
  return found && `${found.date}T00:00:00.000+0000`;
}

const CSV_HEAD =
  'dataelement,period,orgunit,categoryoptioncombo,attributeoptioncombo,value,storedby,lastupdated,comment,followup,deleted\n';

/** A data value set as CSV with a header row, in chunks of about 64 kB. */
export function* exportCsv(instance: Instance, filter: ExportFilter, schemes: OutputSchemes): Generator<string> {
  const store = dataValuesOf(instance);
  const namesOf = namer(instance, store, schemes);
  let chunk = CSV_HEAD;
  for (const row of matchingRows(store, filter)) {
    const content = store.read(row);
    const names = namesOf(row).map((name) => (name === 'null' ? '' : csvField(JSON.parse(name) as string)));
    const rest = [
      csvField(content.value),
      csvField(content.storedBy),
      moment(instance.minor, content.lastUpdated),
      csvField(content.comment ?? ''),
      String(content.followup),
      content.isDeleted ? 'true' : 'null',
    ];
    chunk += `${[...names, ...rest].join(',')}\n`;
    if (chunk.length < CHUNK_CHARACTERS) continue;
    yield chunk;
    chunk = '';
  }
  yield chunk;
}
