import type { MetadataObject } from '../../model/metadata-object.ts';
import { periodList } from './periods.ts';
import type { Transformed, TransformStep } from './transform.ts';

type Json = Readonly<Record<string, unknown>>;

const axes = { columns: 'columnDimensions', rows: 'rowDimensions', filters: 'filterDimensions' } as const;

/**
 * Columns, rows and filters, made anew from what the object holds where a list gives them short: event visualizations come
 * without any, data items without their identifiers (2.40 … 2.42; only the single object has them). Servers from 2.41 on take
 * the periods from them, and the endpoint of the type, through which some objects have to go, takes everything from them.
 */
export function fillAxes(object: MetadataObject, _step: TransformStep): Transformed {
  const filled = Object.entries(axes).flatMap(([axis, key]) => {
    const names = textsOf(object[key]);
    const given = recordsOf(object[axis]);
    if (given.length > 0) return [[axis, given.map((each) => withDataItems(each, object))] as const];
    return names.length === 0 ? [] : [[axis, names.map((name) => dimensionOf(name, object))] as const];
  });
  return { object: filled.length === 0 ? object : { ...object, ...Object.fromEntries(filled) }, losses: [] };
}

function withDataItems(axis: Json, object: MetadataObject): Json {
  return axis.dimension === 'dx' ? { ...axis, items: references(dataItemsOf(object)) } : axis;
}

/** Data items as the dimension `dx` names them: `element.combo`, `dataSet.METRIC`, `program.attribute`. */
function dataItemsOf(object: MetadataObject): string[] {
  return recordsOf(object.dataDimensionItems).flatMap((item) => {
    const [held] = Object.values(item).filter((value) => typeof value === 'object' && value !== null);
    const parts = dataItemParts.map((key) => partOf(Object(held)[key])).filter((part) => part !== undefined);
    const uid = idOf(held);
    return parts.length > 1 ? [parts.join('.')] : uid === undefined ? [] : [uid];
  });
}

/** In the order in which they are named. */
const dataItemParts = ['program', 'dataSet', 'dataElement', 'attribute', 'metric', 'categoryOptionCombo'] as const;

function partOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : idOf(value);
}

function dimensionOf(name: string, object: MetadataObject): Json {
  if (name === 'dx') return { dimension: name, items: references(dataItemsOf(object)) };
  if (name === 'pe') return { dimension: name, items: references(periodList(object) ?? []) };
  if (name === 'ou') return { dimension: name, items: references(unitsOf(object)) };
  const simple = recordsOf(object.simpleDimensions).find((each) => each.dimension === name);
  if (simple) return { dimension: name, items: references(textsOf(simple.values)) };
  return { dimension: plainName(name), items: itemsOf(name, object), ...detailsOf(name, object) };
}

/** `stage.element` → `element`; the stage stands beside it. */
function plainName(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

function unitsOf(object: MetadataObject): string[] {
  const on = (key: string, word: string) => (object[key] === true ? [word] : []);
  const levels = Array.isArray(object.organisationUnitLevels) ? object.organisationUnitLevels : [];
  return [
    ...on('userOrganisationUnit', 'USER_ORGUNIT'),
    ...on('userOrganisationUnitChildren', 'USER_ORGUNIT_CHILDREN'),
    ...on('userOrganisationUnitGrandChildren', 'USER_ORGUNIT_GRANDCHILDREN'),
    ...levels.map((level) => `LEVEL-${level}`),
    ...recordsOf(object.itemOrganisationUnitGroups).map((group) => `OU_GROUP-${group.id}`),
    ...recordsOf(object.organisationUnits).map((unit) => String(unit.id)),
  ];
}

/** Filter, stage and legend of a data element, an attribute or a program indicator, and how often it is repeated. */
function detailsOf(name: string, object: MetadataObject): Json {
  const uid = plainName(name);
  const stage = name.includes('.') ? name.slice(0, name.indexOf('.')) : undefined;
  const found = [
    ...recordsOf(object.dataElementDimensions).filter((each) => idOf(each.dataElement) === uid),
    ...recordsOf(object.attributeDimensions).filter((each) => idOf(each.attribute) === uid),
    ...recordsOf(object.programIndicatorDimensions).filter((each) => idOf(each.programIndicator) === uid),
  ].find((each) => stage === undefined || idOf(each.programStage) === undefined || idOf(each.programStage) === stage);
  const repetition = recordsOf(object.repetitions).find((each) => each.dimension === uid);
  return Object.fromEntries(
    Object.entries({
      filter: found?.filter,
      programStage: found?.programStage ?? (stage === undefined ? undefined : { id: stage }),
      legendSet: found?.legendSet,
      repetition: repetition && { indexes: repetition.indexes },
    }).filter(([, value]) => value !== undefined && value !== null),
  );
}

/** Lists of dimensions that hold their items, with the keys of the dimension and of the items. */
const dimensionLists = [
  ['categoryDimensions', 'category', 'categoryOptions'],
  ['categoryOptionGroupSetDimensions', 'categoryOptionGroupSet', 'categoryOptionGroups'],
  ['organisationUnitGroupSetDimensions', 'organisationUnitGroupSet', 'organisationUnitGroups'],
] as const;

function itemsOf(name: string, object: MetadataObject): Json[] {
  for (const [list, dimension, items] of dimensionLists) {
    const found = recordsOf(object[list]).find((each) => idOf(each[dimension]) === name);
    if (found) return references(recordsOf(found[items]).map((item) => String(item.id)));
  }
  return [];
}

function references(uids: readonly string[]): Json[] {
  return uids.map((id) => ({ id }));
}

function recordsOf(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'object' && item !== null) : [];
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function idOf(value: unknown): string | undefined {
  return typeof value === 'object' && value !== null && 'id' in value ? String(value.id) : undefined;
}
