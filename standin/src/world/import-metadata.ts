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
  ['organisationUnits', 'organisationUnitLevels', 'organisationUnitGroups', 'organisationUnitGroupSets'],
  ['users'],
  ['categoryOptions', 'categories', 'categoryCombos', 'categoryOptionCombos'],
  ['categoryOptionGroups', 'categoryOptionGroupSets'],
  ['dataElements', 'dataElementGroups', 'dataElementGroupSets'],
  ['indicatorTypes', 'indicators', 'indicatorGroups'],
  ['dataEntryForms', 'dataSets', 'sections'],
  ['validationRules', 'validationRuleGroups'],
  ['trackedEntityAttributes', 'trackedEntityTypes', 'programNotificationTemplates'],
  ['programs', 'programStages', 'programStageSections'],
  ['programIndicators', 'programIndicatorGroups'],
  ['programRuleVariables', 'relationshipTypes'],
  ['programRules', 'programRuleActions'],
  ['visualizations', 'eventVisualizations', 'maps'],
  ['dashboards', 'trackedEntityInstanceFilters', 'programStageWorkingLists'],
];

/** References that point to a later wave: left out at first, sent again, whole, at the end. */
const LATER: Readonly<Record<string, readonly string[]>> = {
  userGroups: ['users', 'managedGroups'],
  programStageSections: ['programIndicators'],
};

/**
 * Brings metadata into an instance: objects it has already stay as they are, so a second run changes nothing.
 * @param onWave called with the types of each request before it is sent.
 * @throws Error with the server's reasons as soon as it refuses one object.
 */
export async function importMetadata(
  connection: Connection,
  metadata: MetadataByType,
  onWave: (types: string) => void,
): Promise<void> {
  const unknown = Object.keys(metadata).filter((type) => !WAVES.flat().includes(type) && metadata[type]?.length);
  if (unknown.length > 0) throw new Error(`No wave imports ${unknown.join(', ')}`);
  const again: Record<string, MetadataObject[]> = {};
  for (const wave of WAVES) {
    const missing = await findMissing(connection, metadata, wave);
    if (Object.keys(missing).length === 0) continue;
    onWave(Object.keys(missing).join(', '));
    await importWave(connection, cutLater(missing, again));
  }
  if (Object.keys(again).length > 0) {
    onWave(`${Object.keys(again).join(', ')}, with what they refer to`);
    await importWave(connection, again);
  }
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
    const present = new Set(await fetchIds(connection, type));
    const absent = objects.filter((object) => !present.has(object.id));
    if (absent.length > 0) missing[type] = absent;
  }
  return missing;
}

/** The UIDs of all objects of a type that the instance holds. */
export async function fetchIds(connection: Connection, type: string): Promise<string[]> {
  const body = await connection.get(`/api/${type}?fields=id&paging=false`);
  const list = typeof body === 'object' && body !== null ? Object.values(body).find(Array.isArray) : undefined;
  return (list ?? []).filter(isMetadataObject).map((object) => object.id);
}

function cutLater(wave: MetadataByType, again: Record<string, MetadataObject[]>): MetadataByType {
  const cut: Record<string, readonly MetadataObject[]> = {};
  for (const [type, objects] of Object.entries(wave)) {
    const later = LATER[type] ?? [];
    const whole = objects.filter((object) => later.some((property) => hasElements(object[property])));
    if (whole.length > 0) again[type] = whole;
    cut[type] = objects.map((object) => (whole.includes(object) ? without(object, later) : object));
  }
  return cut;
}

function without(object: MetadataObject, properties: readonly string[]): MetadataObject {
  return { ...object, ...Object.fromEntries(properties.map((property) => [property, []])) };
}

function hasElements(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0;
}

async function importWave(connection: Connection, wave: MetadataByType): Promise<void> {
  const path = '/api/metadata?importStrategy=CREATE_AND_UPDATE&atomicMode=ALL';
  const reply = await connection.send('POST', path, wave);
  if (reply.status !== 200) throw refused(`${Object.keys(wave).join(', ')}: ${reasons(reply)}\nPOST ${path}`, reply);
}

/** The messages of the first objects that a metadata import refused. */
function reasons(reply: Reply): string {
  const messages = JSON.stringify(reply.body).matchAll(/"message":"((?:[^"\\]|\\.)*)"[^}]*?"mainId":"(\w+)"/g);
  return [...messages]
    .slice(0, 12)
    .map((match) => `\n  ${match[2]}: ${match[1]}`)
    .join('');
}
