import type { Account, Instance } from '../instance.ts';
import { dataElementsOf } from './data-set-index.ts';
import { refusal } from './error-codes.ts';
import { finderOf, parseIdScheme } from './id-scheme.ts';
import { dataViewRoots, descendants, isWithin } from './org-unit-tree.ts';
import { dayOfDate, parsePeriod } from './period.ts';
import type { Query } from './query.ts';
import { refIds } from './references.ts';
import { hasAccess, isSuperuser } from './sharing.ts';

/** What an export of data values or registrations asks for, with every name looked up. */
export interface ExportFilter {
  readonly dataSets: readonly string[];
  readonly dataElements: ReadonlySet<string>;
  readonly periods: ReadonlySet<string>;
  /** First and last day; a period must lie inside whole. */
  readonly span: { readonly start: number; readonly end: number } | undefined;
  /** Units named, without what lies below. */
  readonly namedOrgUnits: readonly string[];
  readonly orgUnits: ReadonlySet<string>;
  readonly attributeOptionCombos: ReadonlySet<string>;
  /** Milliseconds since 1970. */
  readonly lastUpdated: number | undefined;
  readonly includesChildren: boolean;
  readonly includesDeleted: boolean;
  readonly limit: number | undefined;
}

/** Milliseconds of a duration such as `1d`, `12h`, `30m`, `10s`; undefined when it is none. */
export function parseDuration(text: string): number | undefined {
  const found = /^(\d+)([dhms])$/.exec(text);
  if (!found) return undefined;
  const unit = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000 }[found[2] ?? ''] ?? 0;
  return Number(found[1]) * unit;
}

/** A day of a parameter such as `startDate`; undefined when it is no date. */
export function parseDay(text: string | undefined): number | undefined {
  const moment = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(moment) ? undefined : dayOfDate(new Date(moment));
}

function parseMoment(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const hasZone = /(Z|[+-]\d{2}:?\d{2})$/.test(text) || !text.includes('T');
  const moment = Date.parse(hasZone ? text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2') : `${text}Z`);
  return Number.isNaN(moment) ? undefined : moment;
}

/** What is asked for by the words of completeness registrations: `created` instead of `lastUpdated`, data sets only. */
export interface FilterWords {
  readonly since: 'lastUpdated' | 'created';
  readonly needsDataSet: boolean;
}

/**
 * Reads the filter of an export (API.md §8.1) and checks it as DHIS2 does: first whether the account may see what it
 * named, then what is missing, where the last of several complaints is the one told.
 * @throws WebMessageError 409 with E2001 … E2013.
 */
export function exportFilterOf(instance: Instance, account: Account, query: Query, words: FilterWords): ExportFilter {
  const scheme = (name: string) => parseIdScheme(query.one(name) ?? query.one('inputIdScheme'));
  const find = (plural: string, names: readonly string[], schemeName: string): string[] => {
    const finder = finderOf(instance, plural, scheme(schemeName));
    return names.flatMap((name) => finder(name)?.id ?? []);
  };
  const dataSets = find('dataSets', query.many('dataSet'), 'inputDataSetIdScheme');
  const groups = find('dataElementGroups', query.many('dataElementGroup'), 'inputDataElementGroupIdScheme');
  const ownElements = instance.minor >= 39 ? query.many('dataElement') : [];
  const elements = find('dataElements', ownElements, 'inputDataElementIdScheme');
  const namedOrgUnits = find('organisationUnits', query.many('orgUnit'), 'inputOrgUnitIdScheme');
  const orgUnitGroups = find('organisationUnitGroups', query.many('orgUnitGroup'), 'inputOrgUnitGroupIdScheme');
  const combos = find('categoryOptionCombos', query.many('attributeOptionCombo'), 'inputAttributeOptionComboIdScheme');
  checkAccess(instance, account, { dataSets, orgUnits: namedOrgUnits, combos });
  checkComplete(instance, query, words, {
    hasWhat: dataSets.length > 0 || (!words.needsDataSet && (groups.length > 0 || elements.length > 0)),
    hasOrgUnit: namedOrgUnits.length > 0,
    hasOrgUnitGroup: orgUnitGroups.length > 0,
  });
  const [start, end] = [parseDay(query.one('startDate')), parseDay(query.one('endDate'))];
  const duration = query.one(`${words.since}Duration`);
  const since = parseMoment(query.one(words.since));
  const groupUnits = orgUnitGroups.flatMap((uid) =>
    refIds(instance.metadata.find('organisationUnitGroups', uid)?.organisationUnits),
  );
  const roots = new Set([...namedOrgUnits, ...groupUnits]);
  return {
    dataSets,
    dataElements: new Set(wantedElements(instance, dataSets, groups, elements)),
    periods: new Set(query.many('period').flatMap((iso) => parsePeriod(iso)?.iso ?? [])),
    span: start !== undefined && end !== undefined ? { start, end } : undefined,
    namedOrgUnits,
    orgUnits: query.flag('children') ? descendants(instance, roots) : roots,
    attributeOptionCombos: new Set(combos),
    lastUpdated: since ?? (duration ? instance.now().getTime() - (parseDuration(duration) ?? 0) : undefined),
    includesChildren: query.flag('children'),
    includesDeleted: query.flag('includeDeleted'),
    limit: query.has('limit') ? Number(query.one('limit')) : undefined,
  };
}

/** Up to 2.42 a group of data elements makes DHIS2 forget the data sets and elements named beside it (API.md §8.1). */
function wantedElements(
  { metadata, minor }: Instance,
  dataSets: readonly string[],
  groups: readonly string[],
  elements: readonly string[],
): string[] {
  const grouped = groups.flatMap((uid) => refIds(metadata.find('dataElementGroups', uid)?.dataElements));
  if (groups.length > 0 && minor <= 42) return grouped;
  const ofSets = dataSets.flatMap((uid) => {
    const dataSet = metadata.find('dataSets', uid);
    return dataSet ? dataElementsOf(dataSet) : [];
  });
  return [...grouped, ...ofSets, ...elements];
}

function checkAccess(
  instance: Instance,
  account: Account,
  named: { dataSets: readonly string[]; orgUnits: readonly string[]; combos: readonly string[] },
): void {
  for (const uid of named.dataSets) {
    const dataSet = instance.metadata.find('dataSets', uid);
    if (!hasAccess(instance, account, dataSet, 'readData')) throw refusal('E2010', uid);
  }
  for (const uid of named.combos) {
    const combo = instance.metadata.find('categoryOptionCombos', uid);
    if (!hasAccess(instance, account, combo, 'readData')) throw refusal('E2011', uid);
  }
  if (instance.minor >= 43 && isSuperuser(account)) return;
  const roots = dataViewRoots(instance, account);
  const hidden = named.orgUnits.find((uid) => !isWithin(instance, uid, roots));
  if (hidden !== undefined) throw refusal('E2012', hidden);
}

function checkComplete(
  instance: Instance,
  query: Query,
  words: FilterWords,
  has: { hasWhat: boolean; hasOrgUnit: boolean; hasOrgUnitGroup: boolean },
): void {
  const hasSpan = query.has('startDate') && query.has('endDate');
  const hasPeriod = query.many('period').length > 0;
  const duration = query.one(`${words.since}Duration`);
  // 2.43 wants a period or a span beside lastUpdated (2.43-observed.md).
  const sinceIsEnough = instance.minor <= 42 && (query.has(words.since) || duration !== undefined);
  const isReversed = hasSpan && (parseDay(query.one('startDate')) ?? 0) > (parseDay(query.one('endDate')) ?? 0);
  const limit = query.one('limit');
  const complaints: readonly (readonly [boolean, string, (string | undefined)?])[] = [
    [!has.hasWhat, words.needsDataSet ? 'E2013' : 'E2001'],
    [!hasPeriod && !hasSpan && !sinceIsEnough, 'E2002'],
    [hasPeriod && hasSpan && instance.minor >= 43, 'E2003'],
    [!hasPeriod && isReversed, 'E2004'],
    [duration !== undefined && parseDuration(duration) === undefined, 'E2005', duration],
    [!has.hasOrgUnit && !has.hasOrgUnitGroup, 'E2006'],
    [query.flag('children') && has.hasOrgUnitGroup, 'E2007'],
    [query.flag('children') && !has.hasOrgUnit, 'E2008'],
    [Number(limit ?? 0) < 0, 'E2009', limit],
  ];
  // The last complaint stands up to 2.42, the first from 2.43 on (recorded: dv-export-no-params).
  const told = (instance.minor <= 42 ? complaints.toReversed() : complaints).find(([isWrong]) => isWrong);
  if (told) throw refusal(told[1], told[2]);
}
