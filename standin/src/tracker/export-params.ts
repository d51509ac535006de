import { parseDuration } from '../data/export-filter.ts';
import { captureRoots, descendants, searchRoots } from '../data/org-unit-tree.ts';
import type { Query } from '../data/query.ts';
import { refId } from '../data/references.ts';
import type { Account, Instance } from '../instance.ts';
import { WebMessageError } from '../web-message.ts';
import { parseMoment } from './moment.ts';

/** The collections of the tracker; from 2.43 on events also by kind. */
export type Collection =
  | 'trackedEntities'
  | 'enrollments'
  | 'events'
  | 'relationships'
  | 'trackerEvents'
  | 'singleEvents';

/** The names of parameters in a release (API.md §9.1); an old name is passed over in silence where it went away. */
interface Names {
  readonly orgUnits: readonly string[];
  readonly mode: readonly string[];
  readonly ids: readonly string[];
}

const OLD_IDS: Readonly<Record<Collection, string>> = {
  trackedEntities: 'trackedEntity',
  enrollments: 'enrollment',
  events: 'event',
  trackerEvents: 'event',
  singleEvents: 'event',
  relationships: 'relationship',
};

function namesOf(minor: number, collection: Collection): Names {
  const isEvent = collection.toLowerCase().includes('event');
  const newIds = isEvent ? 'events' : collection;
  if (minor <= 40) return { orgUnits: ['orgUnit'], mode: ['ouMode'], ids: [OLD_IDS[collection]] };
  const orgUnits = isEvent ? ['orgUnit'] : ['orgUnits', ...(minor === 41 ? ['orgUnit'] : [])];
  if (minor === 41) return { orgUnits, mode: ['orgUnitMode', 'ouMode'], ids: [newIds, OLD_IDS[collection]] };
  return { orgUnits, mode: ['orgUnitMode'], ids: [newIds] };
}

/** What an export asks for that all collections share. */
export interface ExportParams {
  readonly program: string | undefined;
  readonly programStage: string | undefined;
  readonly trackedEntityType: string | undefined;
  readonly uids: ReadonlySet<string>;
  /** Undefined: not limited. */
  readonly orgUnits: ReadonlySet<string> | undefined;
  readonly updatedAfter: number | undefined;
  readonly updatedBefore: number | undefined;
  readonly includesDeleted: boolean;
  readonly order: readonly (readonly [property: string, direction: 1 | -1])[];
  readonly query: Query;
}

const refuse = (message: string, errorCode?: string): WebMessageError =>
  new WebMessageError(400, message, errorCode === undefined ? {} : { errorCode });

/**
 * Reads what all collections share.
 * @throws WebMessageError 400, up to 2.40 409, for what a release refuses.
 */
export function exportParams(instance: Instance, account: Account, collection: Collection, query: Query): ExportParams {
  const names = namesOf(instance.minor, collection);
  const given = (list: readonly string[]): string[] =>
    list.flatMap((name) => query.many(name).flatMap((text) => text.split(';')));
  for (const list of Object.values(names) as (readonly string[])[]) {
    const used = list.filter((name) => query.has(name));
    if (used.length > 1)
      throw refuse(
        `Only one parameter of '${used[1]}' (deprecated; semicolon separated UIDs) and '${used[0]}' (comma separated UIDs) must be specified. Prefer '${used[0]}' as '${used[1]}' will be removed.`,
      );
  }
  const program = known(instance, query, 'program', 'programs', 'Program');
  const trackedEntityType = known(instance, query, 'trackedEntityType', 'trackedEntityTypes', 'Tracked entity type');
  const orgUnitNames = given(names.orgUnits);
  const missing = orgUnitNames.find((uid) => !instance.metadata.find('organisationUnits', uid));
  if (missing !== undefined) throw refuse(`Organisation unit does not exist: ${missing}`);
  const duration = query.one('updatedWithin');
  const since = duration === undefined ? undefined : instance.now().getTime() - (parseDuration(duration) ?? 0);
  return {
    program,
    programStage: known(instance, query, 'programStage', 'programStages', 'Program stage'),
    trackedEntityType,
    uids: new Set(given(names.ids)),
    orgUnits: wantedUnits(instance, account, orgUnitNames, names.mode.map((name) => query.one(name)).find(Boolean)),
    updatedAfter: parseMoment(query.one('updatedAfter')) ?? since,
    updatedBefore: parseMoment(query.one('updatedBefore')),
    includesDeleted: query.flag('includeDeleted'),
    order: query.many('order').map((text) => {
      const [property = '', direction] = text.split(':');
      return [property, direction?.toLowerCase() === 'desc' ? -1 : 1] as const;
    }),
    query,
  };
}

function known(instance: Instance, query: Query, name: string, plural: string, title: string): string | undefined {
  const uid = query.one(name);
  if (uid === undefined || instance.metadata.find(plural, uid)) return uid;
  const message = `${title} is specified but does not exist: ${uid}`;
  throw instance.minor <= 40 ? new WebMessageError(409, message) : refuse(message);
}

const MODES = ['SELECTED', 'CHILDREN', 'DESCENDANTS', 'ACCESSIBLE', 'CAPTURE', 'ALL'];

/** The units of an org unit mode: SELECTED when units are named, else ACCESSIBLE (API.md §9.1). */
function wantedUnits(
  instance: Instance,
  account: Account,
  named: readonly string[],
  given: string | undefined,
): ReadonlySet<string> | undefined {
  const mode = given?.toUpperCase() ?? (named.length > 0 ? 'SELECTED' : 'ACCESSIBLE');
  if (!MODES.includes(mode))
    throw refuse(`Value '${given}' is not valid for parameter orgUnitMode. Valid values are: [${MODES.join(', ')}]`);
  const roots = new Set(named);
  const needsUnit = mode === 'SELECTED' || mode === 'CHILDREN' || mode === 'DESCENDANTS';
  if (needsUnit && named.length === 0) {
    throw refuse(`At least one org unit is required for orgUnitMode: ${mode}`);
  }
  if (!needsUnit && named.length > 0 && instance.minor >= 41) {
    throw refuse(
      `orgUnitMode ${mode} cannot be used with orgUnits. Please remove the orgUnit parameter and try again.`,
    );
  }
  if (mode === 'ALL') return undefined;
  if (mode === 'CAPTURE') return descendants(instance, captureRoots(instance, account));
  if (mode === 'ACCESSIBLE') return descendants(instance, searchRoots(instance, account));
  if (mode === 'DESCENDANTS') return descendants(instance, roots);
  if (mode === 'CHILDREN') {
    for (const [uid, unit] of instance.metadata.of('organisationUnits')) {
      if (named.includes(refId(unit.parent) ?? '')) roots.add(uid);
    }
  }
  return roots;
}

/** The window of a list. */
export interface Paging {
  readonly isPaged: boolean;
  readonly page: number;
  readonly pageSize: number;
  readonly countsTotal: boolean;
}

const DEFAULT_PAGE_SIZE = 50;
/** The setting KeyTrackedEntityMaxLimit (API.md §9.1). */
const LARGEST_PAGE = 50_000;

/**
 * Reads the window: `skipPaging` up to 2.40, both in 2.41, `paging` alone from 2.42 on.
 * @throws WebMessageError 400 from 2.41 on for a page that is too large or no page at all.
 */
export function pagingOf({ minor }: Instance, query: Query): Paging {
  const isOff = minor >= 41 && query.one('paging') === 'false';
  const isSkipped = minor <= 41 && query.flag('skipPaging');
  const hasWindow = query.has('page') || query.has('pageSize') || query.flag('totalPages');
  if (isOff && hasWindow && minor >= 42) {
    throw refuse('Paging cannot be disabled with paging=false while page, pageSize or totalPages are given');
  }
  const page = Number(query.one('page') ?? 1);
  const pageSize = Number(query.one('pageSize') ?? DEFAULT_PAGE_SIZE);
  if (minor >= 41 && !(page >= 1)) throw refuse('page must be greater than or equal to 1 if specified');
  if (minor >= 41 && !(pageSize >= 1)) throw refuse('pageSize must be greater than or equal to 1 if specified');
  if (minor >= 41 && pageSize > LARGEST_PAGE) throw refuse(`pageSize must be less than or equal to ${LARGEST_PAGE}`);
  return { isPaged: !isOff && !isSkipped, page, pageSize, countsTotal: query.flag('totalPages') };
}
