import type { InstanceReader } from '../../model/instance.ts';
import { isRecord } from '../../model/is-record.ts';
import type { MetadataObject, MetadataType } from '../../model/metadata-object.ts';
import type { Uid } from '../../model/uid.ts';
import { nameOf } from '../metadata/read-sides.ts';

/** What goes together with an object of the target when it is deleted. */
export interface DeletionParts {
  readonly name: string | undefined;
  readonly parts: readonly {
    readonly property: string;
    readonly count: number;
    readonly items: readonly { readonly uid: Uid | undefined; readonly name: string | undefined }[];
  }[];
}

const itemsShown = 50;

/** Collections of objects that live and die with the one that holds them, though their schemas do not say that they are embedded. */
const dyingTogether: Readonly<Record<MetadataType, readonly string[]>> = {
  programs: ['programStages', 'programTrackedEntityAttributes', 'programSections'],
  programStages: ['programStageDataElements', 'programStageSections'],
  dataSets: ['dataSetElements', 'sections', 'compulsoryDataElementOperands'],
  legendSets: ['legends'],
  optionSets: ['options'],
  programRules: ['programRuleActions'],
  dashboards: ['dashboardItems'],
  maps: ['mapViews'],
  trackedEntityTypes: ['trackedEntityTypeAttributes'],
};

/**
 * Reads one object of the target and says what it consists of: DHIS2 deletes its parts with it. Data that hang on an object go with none: DHIS2
 * refuses its deletion then. Undefined where the target does not have it (any more).
 */
export async function readDeletionParts(
  target: InstanceReader,
  type: MetadataType,
  uid: Uid,
  signal: AbortSignal,
): Promise<DeletionParts | undefined> {
  const named = dyingTogether[type] ?? [];
  const fields = [':owner', ...named.map((property) => `${property}[id,name,displayName]`)].join(',');
  for await (const object of target.readMetadata(type, { signal, uids: [uid], fields })) {
    const embedded = (target.facts.schemas.byPlural.get(type)?.properties ?? []).filter(
      ({ collection, embedded: isPart, itemPropertyType, owner }) =>
        collection && owner && (isPart || itemPropertyType === 'COMPLEX'),
    );
    const properties = new Set([...named, ...embedded.map(({ key }) => key)].filter((key) => !ofEveryObject.has(key)));
    return { name: nameOf(object), parts: [...properties].flatMap((property) => partOf(object, property)) };
  }
  return undefined;
}

const ofEveryObject: ReadonlySet<string> = new Set(['translations', 'attributeValues', 'userAccesses', 'sharing']);

function partOf(object: MetadataObject, property: string) {
  const value = object[property];
  if (!Array.isArray(value) || value.length === 0) return [];
  const items = value.slice(0, itemsShown).map((item: unknown) => {
    const part = isRecord(item) ? item : {};
    const uid = typeof part.id === 'string' ? part.id : undefined;
    return { uid, name: uid === undefined ? undefined : nameOf({ ...part, id: uid }) };
  });
  return [{ property, count: value.length, items }];
}
