import { isFileType } from '../../../model/file-resource.ts';
import type { InstanceReader } from '../../../model/instance.ts';
import type { Uid } from '../../../model/uid.ts';
import type { Area } from '../../slices/part.ts';

/** What reading and sending need to know of a data element. */
export interface AggregateElement {
  /** The data sets that it belongs to, sorted; none for some. */
  readonly dataSets: readonly Uid[];
  /** `true`, `True` and `1` are the same to DHIS2 (dhis2-core, `ValidationUtils.normalizeBoolean`). */
  readonly boolean: boolean;
  readonly trueOnly: boolean;
  /** A new zero is not stored up to 2.42 (dhis2-core, `ValidationUtils.dataValueIsZeroAndInsignificant`). */
  readonly zeroInsignificant: boolean;
  /** Its values are UIDs of files. */
  readonly file: boolean;
  /** Its values are UIDs of org units, which the target may spell otherwise. */
  readonly orgUnit: boolean;
}

export interface AggregateDataSet {
  readonly periodType: string;
  readonly orgUnits: ReadonlySet<Uid>;
}

/** All data elements that can have data values, and the data sets. */
export interface DataElementCatalogue {
  readonly elements: ReadonlyMap<Uid, AggregateElement>;
  readonly dataSets: ReadonlyMap<Uid, AggregateDataSet>;
  /** Every data element once: under its first data set, or under `none`. */
  readonly areas: readonly Area[];
  /** In no data set and in no group: no listing reaches their values where listings go by these two alone. */
  readonly unreachable: readonly Uid[];
}

/** What is only read where it is needed. */
export interface CatalogueNeeds {
  /** Org units of data sets, for a target that wants values to fit their data set. */
  readonly orgUnits: boolean;
  /** Groups of data elements, where a side lists values by data set and group only. */
  readonly groups: boolean;
}

/** The area of data elements that belong to no data set. */
export const noDataSet = 'none';

const numericTypes = new Set([
  'NUMBER',
  'INTEGER',
  'INTEGER_POSITIVE',
  'INTEGER_NEGATIVE',
  'INTEGER_ZERO_OR_POSITIVE',
  'PERCENTAGE',
  'UNIT_INTERVAL',
]);

/**
 * Reads the source's data sets and its data elements of domain AGGREGATE.
 */
export async function readDataElementCatalogue(
  source: InstanceReader,
  needs: CatalogueNeeds,
  signal: AbortSignal,
): Promise<DataElementCatalogue> {
  const dataSets = new Map<Uid, AggregateDataSet>();
  const dataSetsOf = new Map<Uid, Uid[]>();
  const fields = `id,periodType,dataSetElements[dataElement[id]]${needs.orgUnits ? ',organisationUnits[id]' : ''}`;
  for await (const dataSet of source.readMetadata('dataSets', { signal, fields })) {
    const orgUnits = new Set(needs.orgUnits ? idsOf(dataSet.organisationUnits) : []);
    dataSets.set(dataSet.id, { periodType: String(dataSet.periodType ?? ''), orgUnits });
    for (const element of elementIdsOf(dataSet.dataSetElements)) {
      const list = dataSetsOf.get(element);
      if (list === undefined) dataSetsOf.set(element, [dataSet.id]);
      else if (!list.includes(dataSet.id)) list.push(dataSet.id);
    }
  }
  const elements = await readElements(source, dataSetsOf, signal);
  const unreachable = needs.groups ? await findUnreachable(source, elements, signal) : [];
  return { elements, dataSets, areas: areasOf(elements, new Set(unreachable)), unreachable };
}

async function findUnreachable(
  source: InstanceReader,
  elements: ReadonlyMap<Uid, AggregateElement>,
  signal: AbortSignal,
): Promise<Uid[]> {
  const alone = new Set([...elements].flatMap(([uid, { dataSets }]) => (dataSets.length === 0 ? [uid] : [])));
  for await (const group of source.readMetadata('dataElementGroups', { signal, fields: 'id,dataElements[id]' })) {
    for (const uid of idsOf(group.dataElements)) alone.delete(uid);
  }
  return [...alone].sort();
}

async function readElements(
  source: InstanceReader,
  dataSetsOf: ReadonlyMap<Uid, readonly Uid[]>,
  signal: AbortSignal,
): Promise<Map<Uid, AggregateElement>> {
  const elements = new Map<Uid, AggregateElement>();
  const fields = 'id,domainType,valueType,aggregationType,zeroIsSignificant';
  for await (const element of source.readMetadata('dataElements', { signal, fields })) {
    if (element.domainType === 'TRACKER') continue;
    const valueType = String(element.valueType ?? '');
    elements.set(element.id, {
      dataSets: [...(dataSetsOf.get(element.id) ?? [])].sort(),
      boolean: valueType === 'BOOLEAN' || valueType === 'TRUE_ONLY',
      trueOnly: valueType === 'TRUE_ONLY',
      file: isFileType(valueType),
      orgUnit: valueType === 'ORGANISATION_UNIT',
      zeroInsignificant:
        numericTypes.has(valueType) && element.zeroIsSignificant !== true && !isAverage(element.aggregationType),
    });
  }
  return elements;
}

function isAverage(aggregationType: unknown): boolean {
  return aggregationType === 'AVERAGE' || aggregationType === 'AVERAGE_SUM_ORG_UNIT';
}

function areasOf(elements: ReadonlyMap<Uid, AggregateElement>, without: ReadonlySet<Uid>): Area[] {
  const areas = new Map<string, Uid[]>();
  for (const [uid, element] of elements) {
    if (without.has(uid)) continue;
    const name = element.dataSets[0] ?? noDataSet;
    const list = areas.get(name);
    if (list === undefined) areas.set(name, [uid]);
    else list.push(uid);
  }
  return [...areas]
    .map(([name, uids]) => ({ name, elements: uids.sort() }))
    .sort((left, right) => (left.name < right.name ? -1 : 1));
}

function elementIdsOf(dataSetElements: unknown): Uid[] {
  if (!Array.isArray(dataSetElements)) return [];
  return idsOf(dataSetElements.map((item: unknown) => property(item, 'dataElement')));
}

function idsOf(references: unknown): Uid[] {
  if (!Array.isArray(references)) return [];
  return references.flatMap((reference: unknown) => {
    const id = property(reference, 'id');
    return typeof id === 'string' ? [id] : [];
  });
}

function property(object: unknown, key: string): unknown {
  return typeof object === 'object' && object !== null ? Reflect.get(object, key) : undefined;
}
