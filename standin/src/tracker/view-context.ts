import { textOf } from '../data/references.ts';
import type { Instance } from '../instance.ts';
import { formatMoment } from './moment.ts';
import { type TrackerStore, trackerOf } from './tracker-store.ts';

/** Where an object is shown: each place leaves out other things (recorded: tr-get-…). */
export interface ViewContext {
  readonly instance: Instance;
  readonly store: TrackerStore;
  /** The program asked about: its attributes belong to the tracked entity then. */
  readonly program: string | undefined;
  readonly includesDeleted: boolean;
  /** Whether the object stands in a list of its kind, and not alone. */
  readonly isList: boolean;
  /** Whether the object is an end of a relationship. */
  readonly isItem: boolean;
  /** Whether events are asked for by kind, as 2.43 can. */
  readonly isSplit: boolean;
}

/** The context of a request. */
export function viewContext(
  instance: Instance,
  options: Partial<Pick<ViewContext, 'program' | 'includesDeleted' | 'isList' | 'isItem' | 'isSplit'>> = {},
): ViewContext {
  return {
    instance,
    store: trackerOf(instance),
    program: options.program,
    includesDeleted: options.includesDeleted ?? false,
    isList: options.isList ?? false,
    isItem: options.isItem ?? false,
    isSplit: options.isSplit ?? false,
  };
}

/** A part of an answer. */
export type Json = Record<string, unknown>;

/** A user as the tracker shows whoever wrote something. */
export function userInfo({ instance }: ViewContext, uid: string): Json {
  const user = instance.metadata.find('users', uid);
  const { username = '', firstName = '', surname = '' } = (user ?? {}) as Record<string, string>;
  return { uid, username, firstName, surname };
}

/** Only up to 2.40. */
export const orgUnitName = ({ instance }: ViewContext, uid: string): string | undefined =>
  instance.minor <= 40 ? textOf(instance.metadata.find('organisationUnits', uid), 'name') : undefined;

/** Those of some objects that are shown. */
export function existing<Kind extends { isDeleted: boolean }>(
  context: ViewContext,
  uids: readonly string[],
  map: ReadonlyMap<string, Kind>,
): Kind[] {
  return uids.flatMap((uid) => {
    const object = map.get(uid);
    return object && (context.includesDeleted || !object.isDeleted) ? [object] : [];
  });
}

/** When an object was made and changed, by the server and by a client. */
export function clientDates(object: {
  createdAt: number;
  updatedAt: number;
  createdAtClient: number | undefined;
  updatedAtClient: number | undefined;
}): Json {
  return {
    createdAt: formatMoment(object.createdAt),
    createdAtClient: formatMoment(object.createdAtClient),
    updatedAt: formatMoment(object.updatedAt),
    updatedAtClient: formatMoment(object.updatedAtClient),
  };
}
