import { worldUid } from '../world-uid.ts';

/** The user groups that objects are shared with; {@link accessMetadata} makes them. */
export const USER_GROUP = {
  dataEntry: worldUid('WUg', 1),
  surveillance: worldUid('WUg', 2),
  administrators: worldUid('WUg', 3),
} as const;

/** Sharing as every object carries it since 2.36 (API.md §5.2). */
export interface Sharing {
  readonly public: string;
  readonly external: boolean;
  readonly users: Readonly<Record<string, { readonly id: string; readonly access: string }>>;
  readonly userGroups: Readonly<Record<string, { readonly id: string; readonly access: string }>>;
}

/** Everybody may read and change the object. */
export const OPEN: Sharing = { public: 'rw------', external: false, users: {}, userGroups: {} };

/** Everybody may read the object; groups have the access that stands beside their UID. */
export function sharedWith(groups: Readonly<Record<string, string>>): Sharing {
  const userGroups = Object.entries(groups).map(([id, access]) => [id, { id, access }]);
  return { public: 'r-------', external: false, users: {}, userGroups: Object.fromEntries(userGroups) };
}

/** Data may be entered by those who enter data, and read by those who watch diseases. */
export const DATA_ENTRY: Sharing = {
  ...sharedWith({
    [USER_GROUP.dataEntry]: 'r-rw----',
    [USER_GROUP.surveillance]: 'r-r-----',
    [USER_GROUP.administrators]: 'rwrw----',
  }),
  public: 'r-r-----',
};
