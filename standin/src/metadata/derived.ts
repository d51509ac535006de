import type { StoredObject } from '../instance.ts';
import { factsOf } from '../system/release-facts.ts';
import { analyticalDimensions, isAnalytical } from './analytical-object.ts';
import { attributeObjectTypes } from './attribute-types.ts';
import { inverseReferences } from './inverse.ts';
import { idOf, isJson, type Json } from './json.ts';
import { ancestorsOf } from './organisation-units.ts';
import type { RenderContext } from './render.ts';
import { isReference } from './schema-index.ts';
import type { Schema, SchemaProperty } from './schemas.ts';

/** What superusers may do with every object; the stand-in renders no other answer. */
const FULL_ACCESS = { manage: true, externalize: true, write: true, read: true, update: true, delete: true };

type Deriver = (context: RenderContext, object: StoredObject, schema: Schema) => unknown;

const ANY_TYPE: Readonly<Record<string, Deriver>> = {
  access: (_context, object) => (object.defaultAccess === undefined ? FULL_ACCESS : undefined),
  displayDescription: (_context, object) => object.description,
  displayFormName: (_context, object) => object.formName ?? object.name,
  displayName: (_context, object) => object.name,
  displayShortName: (_context, object) => object.shortName,
  externalAccess: (_context, object) => sharingOf(object).external ?? false,
  favorite: () => false,
  favorites: (_context, object) => object.favorites ?? [],
  href: ({ baseUrl }, object, { relativeApiEndpoint }) =>
    relativeApiEndpoint === undefined ? undefined : `${baseUrl}/api${relativeApiEndpoint}/${object.id}`,
  publicAccess: (_context, object) => sharingOf(object).public,
  sharing: (context, object) => renderedSharing(context, object),
  user: (_context, object) => object.createdBy,
  userAccesses: (_context, object) => Object.values(asJson(sharingOf(object).users)),
  userGroupAccesses: (_context, object) => Object.values(asJson(sharingOf(object).userGroups)),
};

const NO_ONE_SHARING = { external: false, users: {}, userGroups: {} };

const BY_TYPE: Readonly<Record<string, Readonly<Record<string, Deriver>>>> = {
  attribute: { objectTypes: (_context, object) => attributeObjectTypes(object) },
  dashboardItem: { type: (_context, object) => dashboardItemType(object) },
  jobConfiguration: {
    // The types of the jobs that every instance has by itself; 2.40.1 … 2.42.4.1 let nobody change these (recorded).
    configurable: ({ instance }, job) =>
      !factsOf(instance.release).jobConfigurations.some(({ jobType }) => jobType === job.jobType),
  },
  organisationUnit: {
    path: ({ instance }, unit) => `/${[...ancestorsOf(instance, unit), unit.id].join('/')}`,
    level: ({ instance }, unit) => ancestorsOf(instance, unit).length + 1,
    ancestors: ({ instance }, unit) => ancestorsOf(instance, unit).map((id) => ({ id })),
    children: ({ instance }, unit) => childrenOf(instance.metadata.of('organisationUnits'), unit.id),
    leaf: ({ instance }, unit) => childrenOf(instance.metadata.of('organisationUnits'), unit.id).length === 0,
  },
  programTrackedEntityAttribute: memberOf('programs', 'program'),
  trackedEntityTypeAttribute: memberOf('trackedEntityTypes', 'trackedEntityType'),
  user: {
    name: (_context, user) => `${user.firstName} ${user.surname}`,
    displayName: (_context, user) => `${user.firstName} ${user.surname}`,
    userCredentials: (_context, user) => ({ id: user.id, username: user.username, userRoles: user.userRoles }),
    password: () => null,
  },
};

/** A property that is computed, not stored; undefined when this one is not. */
export function derivedValue(
  context: RenderContext,
  schema: Schema,
  object: StoredObject,
  key: string,
  property: SchemaProperty,
): unknown {
  const deriver = BY_TYPE[schema.singular]?.[key] ?? ANY_TYPE[key];
  if (deriver) return deriver(context, object, schema);
  if (property.owner || object[key] !== undefined) return undefined;
  if (isAnalytical(schema)) return analyticalDimensions(context.instance, object, key);
  if (property.collection && isReference(property))
    return inverseReferences(context.instance, schema, object, property);
  return undefined;
}

function sharingOf(object: StoredObject): Json {
  return asJson(object.sharing);
}

function asJson(value: unknown): Json {
  return isJson(value) ? value : {};
}

/** Sharing with the names of users and groups, which are output only (API.md §5.2). */
function renderedSharing({ instance }: RenderContext, object: StoredObject): Json {
  const sharing = sharingOf(object);
  if (Object.keys(sharing).length === 0) return NO_ONE_SHARING;
  const named = (plural: string, entries: unknown): Json =>
    Object.fromEntries(
      Object.entries(asJson(entries)).map(([uid, entry]) => {
        const target = instance.metadata.find(plural, uid);
        const displayName = plural === 'users' && target ? `${target.firstName} ${target.surname}` : target?.name;
        return [uid, { ...(displayName === undefined ? {} : { displayName }), ...asJson(entry) }];
      }),
    );
  return {
    ...sharing,
    users: named('users', sharing.users),
    userGroups: named('userGroups', sharing.userGroups),
  };
}

function childrenOf(units: Map<string, StoredObject>, parent: string): Json[] {
  const found = [];
  for (const unit of units.values()) if (idOf(unit.parent) === parent) found.push({ id: unit.id });
  return found;
}

function dashboardItemType(item: StoredObject): string | undefined {
  const kinds: [string, string][] = [
    ['visualization', 'VISUALIZATION'],
    ['eventVisualization', 'EVENT_VISUALIZATION'],
    ['map', 'MAP'],
    ['eventReport', 'EVENT_REPORT'],
    ['eventChart', 'EVENT_CHART'],
    ['text', 'TEXT'],
    ['appKey', 'APP'],
  ];
  const [, single] = kinds.find(([key]) => item[key] !== undefined) ?? [];
  if (single) return single;
  const lists: [string, string][] = [
    ['users', 'USERS'],
    ['reports', 'REPORTS'],
    ['resources', 'RESOURCES'],
  ];
  const [, list] = lists.find(([key]) => Array.isArray(item[key]) && item[key].length > 0) ?? [];
  return list ?? (item.messages === true ? 'MESSAGES' : undefined);
}

/** A program's or type's attribute is named after both (ProgramTrackedEntityAttribute.getName). */
function memberOf(plural: string, parentKey: string): Record<string, Deriver> {
  const joined =
    (part: string): Deriver =>
    ({ instance }, object) => {
      const parent = instance.metadata.find(plural, idOf(object[parentKey]) ?? '');
      const attribute = instance.metadata.find('trackedEntityAttributes', idOf(object.trackedEntityAttribute) ?? '');
      return parent && attribute ? `${parent[part] ?? null} ${attribute[part] ?? null}` : undefined;
    };
  return {
    name: joined('name'),
    displayName: joined('name'),
    displayShortName: joined('shortName'),
    valueType: ({ instance }, object) =>
      instance.metadata.find('trackedEntityAttributes', idOf(object.trackedEntityAttribute) ?? '')?.valueType,
  };
}
