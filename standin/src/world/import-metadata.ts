import { idsOf, isJson, jsonObjects } from '../metadata/json.ts';
import type { Connection, Reply } from './connection.ts';
import { refused } from './connection.ts';
import { isMetadataObject, type MetadataByType, type MetadataObject } from './metadata-object.ts';

/**
 * The types that go into one request each time, in an order in which no object refers to one of a later request:
 * such a reference would be refused, or dropped without a word (API.md §4.3, "silent loss rule").
 */
const WAVES: readonly (readonly string[])[] = [
  ['userRoles', 'userGroups'],
  ['options', 'optionSets'],
  ['attributes', 'constants', 'legendSets'],
  ['optionGroups'],
  ['optionGroupSets', 'externalMapLayers', 'sqlViews', 'analyticsTableHooks', 'routes', 'eventHooks'],
  ['organisationUnits', 'organisationUnitLevels', 'organisationUnitGroups', 'organisationUnitGroupSets'],
  ['users'],
  ['categoryOptions', 'categories', 'categoryCombos', 'categoryOptionCombos'],
  ['categoryOptionGroups', 'categoryOptionGroupSets'],
  ['dataElements', 'dataElementGroups', 'dataElementGroupSets'],
  ['indicatorTypes', 'indicators', 'indicatorGroups', 'indicatorGroupSets', 'expressionDimensionItems'],
  ['dataApprovalLevels'],
  ['dataApprovalWorkflows'],
  ['dataEntryForms', 'dataSets', 'sections', 'dataSetNotificationTemplates'],
  ['validationRules', 'validationRuleGroups', 'validationNotificationTemplates'],
  ['predictors'],
  ['predictorGroups'],
  [
    'trackedEntityAttributes',
    'trackedEntityTypes',
    'programNotificationTemplates',
    'programTrackedEntityAttributeGroups',
  ],
  ['programs', 'programStages', 'programStageSections', 'programSections'],
  ['programIndicators', 'programIndicatorGroups'],
  ['programRuleVariables', 'relationshipTypes', 'smsCommands'],
  ['programRules', 'programRuleActions'],
  ['visualizations', 'eventVisualizations', 'maps', 'documents', 'aggregateDataExchanges'],
  ['reports'],
  ['dashboards', 'eventFilters', 'trackedEntityInstanceFilters', 'programStageWorkingLists', 'jobConfigurations'],
  ['pushAnalysis'],
];

/** References that point to a later wave: left out when the object is created, set when all objects are there. */
const LATER: Readonly<Record<string, readonly string[]>> = {
  userGroups: ['users', 'managedGroups'],
  programStageSections: ['programIndicators'],
  programs: ['relatedProgram'],
};

/**
 * Types whose objects `/api/metadata` refuses on some releases with a failure of its own (an expression item or a legend
 * set that it does not look up: 2.40.1, 2.41.5.1; groups of data elements: all); their own endpoint takes them.
 */
const OWN_ENDPOINT: ReadonlySet<string> = new Set(['visualizations', 'eventVisualizations']);

/**
 * Brings metadata into an instance: objects it has already stay as they are, so a second run changes nothing. Types that its
 * release does not know are left out, and objects with a constant that it does not know (a kind of job for example).
 * @param onWave called with the types of each request before it is sent.
 * @throws Error with the server's reasons as soon as it refuses one object.
 */
export async function importMetadata(
  connection: Connection,
  planned: MetadataByType,
  onWave: (types: string) => void,
): Promise<void> {
  const unknown = Object.keys(planned).filter((type) => !WAVES.flat().includes(type) && planned[type]?.length);
  if (unknown.length > 0) throw new Error(`No wave imports ${unknown.join(', ')}`);
  const metadata = await withKnownTypes(connection, planned);
  for (const wave of WAVES) {
    const missing = await findMissing(connection, metadata, wave);
    if (Object.keys(missing).length === 0) continue;
    onWave(Object.keys(missing).join(', '));
    await importWave(connection, cutLater(missing));
  }
  const unlinked = await findUnlinked(connection, metadata);
  if (Object.keys(unlinked).length === 0) return;
  onWave(`${Object.keys(unlinked).join(', ')}, with what they refer to`);
  await importWave(connection, unlinked);
}

async function withKnownTypes(connection: Connection, metadata: MetadataByType): Promise<MetadataByType> {
  const body = await connection.get('/api/schemas?fields=plural,properties[name,constants]');
  const schemas = new Map(jsonObjects(isJson(body) ? body.schemas : []).map((schema) => [schema.plural, schema]));
  const known = Object.entries(metadata).flatMap(([type, objects]) => {
    const constants = jsonObjects(schemas.get(type)?.properties).flatMap(({ name, constants }) =>
      Array.isArray(constants) ? [[String(name), constants] as const] : [],
    );
    const isKnown = (object: MetadataObject) =>
      constants.every(([name, values]) => typeof object[name] !== 'string' || values.includes(object[name]));
    return schemas.has(type) ? [[type, objects.filter(isKnown)] as const] : [];
  });
  return Object.fromEntries(known);
}

async function findMissing(
  connection: Connection,
  metadata: MetadataByType,
  wave: readonly string[],
): Promise<Record<string, readonly MetadataObject[]>> {
  const missing: Record<string, readonly MetadataObject[]> = {};
  for (const type of wave) {
    const objects = metadata[type] ?? [];
    if (objects.length === 0) continue;
    const present = new Set((await fetchPresent(connection, type)).map((object) => object.id));
    const absent = objects.filter((object) => !present.has(object.id));
    if (absent.length > 0) missing[type] = absent;
  }
  return missing;
}

/** Up to 2.41 no list shows dashboards that are not shared with the account; the gist does. */
function fetchPresent(connection: Connection, type: string): Promise<MetadataObject[]> {
  return type === 'dashboards'
    ? fetchObjects(connection, 'dashboards/gist', 'id,name&pageSize=1000')
    : fetchObjects(connection, type, 'id');
}

async function fetchObjects(connection: Connection, type: string, fields: string): Promise<MetadataObject[]> {
  const body = await connection.get(`/api/${type}?fields=${fields}&paging=false`);
  const list = isJson(body) ? Object.values(body).find(Array.isArray) : undefined;
  return (list ?? []).filter(isMetadataObject);
}

function cutLater(wave: MetadataByType): MetadataByType {
  const cut = Object.entries(wave).map(([type, objects]) => {
    const later = LATER[type] ?? [];
    return [type, objects.map((object) => ({ ...object, ...emptied(object, later) }))];
  });
  return Object.fromEntries(cut);
}

function emptied(object: MetadataObject, properties: readonly string[]): Record<string, unknown> {
  const held = properties.filter((property) => object[property] !== undefined);
  return Object.fromEntries(held.map((property) => [property, Array.isArray(object[property]) ? [] : null]));
}

/** Objects whose later references the instance does not hold yet, whole. */
async function findUnlinked(connection: Connection, metadata: MetadataByType): Promise<MetadataByType> {
  const unlinked: Record<string, readonly MetadataObject[]> = {};
  for (const [type, properties] of Object.entries(LATER)) {
    const fields = properties.map((property) => `${property}[id]`).join(',');
    const held = new Map((await fetchObjects(connection, type, `id,${fields}`)).map((object) => [object.id, object]));
    const lacking = (metadata[type] ?? []).filter((object) =>
      properties.some((property) => {
        const heldIds = namedBy(held.get(object.id)?.[property]);
        return namedBy(object[property]).some((id) => !heldIds.includes(id));
      }),
    );
    if (lacking.length > 0) unlinked[type] = lacking;
  }
  return unlinked;
}

/** The UIDs of a reference, or of a list of them. */
function namedBy(value: unknown): string[] {
  return idsOf(Array.isArray(value) ? value : [value]);
}

async function importWave(connection: Connection, wave: MetadataByType): Promise<void> {
  const path = '/api/metadata?importStrategy=CREATE_AND_UPDATE&atomicMode=ALL';
  const reply = await connection.send('POST', path, wave);
  if (reply.status === 200) return;
  const alone = Object.keys(wave).filter((type) => OWN_ENDPOINT.has(type));
  if (alone.length === 0 || reasons(reply) !== '')
    throw refused(`${Object.keys(wave).join(', ')}: ${reasons(reply)}\nPOST ${path}`, reply);
  const rest = Object.entries(wave).filter(([type]) => !OWN_ENDPOINT.has(type));
  if (rest.length > 0) await importWave(connection, Object.fromEntries(rest));
  for (const type of alone) {
    for (const object of wave[type] ?? []) await createAlone(connection, type, object);
  }
}

async function createAlone(connection: Connection, type: string, object: MetadataObject): Promise<void> {
  const reply = await connection.send('POST', `/api/${type}`, object);
  if (reply.status !== 201) throw refused(`POST /api/${type} ${object.id}`, reply);
}

/** The messages of the first objects that a metadata import refused. */
function reasons(reply: Reply): string {
  const response = isJson(reply.body) ? reply.body.response : undefined;
  const objects = jsonObjects(isJson(response) ? response.typeReports : undefined).flatMap((report) =>
    jsonObjects(report.objectReports),
  );
  const messages = objects.flatMap((object) =>
    jsonObjects(object.errorReports).map((error) => `\n  ${String(object.uid)}: ${String(error.message)}`),
  );
  return messages.slice(0, 12).join('');
}
