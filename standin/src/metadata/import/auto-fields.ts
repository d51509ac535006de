import type { StoredObject } from '../../instance.ts';
import { timestamp } from '../../timestamp.ts';
import { canonicalDate } from '../canonical.ts';
import { idOf, type Json } from '../json.ts';
import { propertiesOf } from '../schema-index.ts';
import type { Schema } from '../schemas.ts';
import type { Bundle, BundleObject } from './bundle.ts';
import { accessesById, givenSharing } from './given-sharing.ts';

/** Dates, authors and sharing that the server sets on every object it writes (API.md §4.2, 3 and 4). */
export function autoFields(bundle: Bundle, object: BundleObject): Json {
  const now = timestamp(bundle.instance.now());
  const { existing, payload, schema } = object;
  const created = existing?.created ?? canonicalDate(payload.created) ?? now;
  const createdBy = existing?.createdBy ?? authorOf(bundle, payload);
  const has = (key: string): boolean => propertiesOf(schema).get(key)?.persisted === true;
  return {
    created,
    lastUpdated: now,
    ...(has('createdBy') ? { createdBy } : {}),
    ...(has('lastUpdatedBy') ? { lastUpdatedBy: { id: bundle.account.uid } } : {}),
    ...(has('sharing') ? { sharing: sharingOf(bundle, object, idOf(createdBy)) } : {}),
  };
}

/** Early 2.40 keeps the author that the payload names; from 2.41 on it is whoever imports (recorded). */
function authorOf({ account, instance }: Bundle, payload: Json): Json {
  const named = idOf(payload.createdBy);
  const isKept = instance.minor <= 40 && named !== undefined && instance.metadata.find('users', named) !== undefined;
  return { id: isKept ? named : account.uid };
}

function sharingOf(bundle: Bundle, { existing, payload, schema }: BundleObject, author: string | undefined): Json {
  const kept = existing?.sharing as Json | undefined;
  if (bundle.params.skipSharing) return kept ?? freshSharing(author, '--------');
  const given = givenSharing(bundle.instance.minor, payload);
  const owner = typeof given?.owner === 'string' ? given.owner : ((kept?.owner as string) ?? author);
  if (!given?.public) return freshSharing(owner, defaultAccess(schema));
  return {
    ...(owner === undefined ? {} : { owner }),
    external: given.external === true,
    users: accessesById(given.users),
    userGroups: accessesById(given.userGroups),
    public: given.public,
  };
}

function freshSharing(owner: string | undefined, access: string): Json {
  return { ...(owner === undefined ? {} : { owner }), external: false, users: {}, userGroups: {}, public: access };
}

/** What an object without sharing gets when a superuser creates it. */
function defaultAccess(schema: Schema): string {
  return schema.defaultPrivate ? '--------' : 'rw------';
}

/** Types whose `version` counts updates (API.md §4.2, 8). */
const VERSIONED = new Set(['dataSet', 'program', 'optionSet']);

/** The version after a write: the payload's when it is higher than the stored one, else the stored one and one. */
export function nextVersion(schema: Schema, written: StoredObject, existing: StoredObject | undefined): Json {
  if (!VERSIONED.has(schema.singular) || !existing) return {};
  const [given, stored] = [Number(written.version ?? 0), Number(existing.version ?? 0)];
  return { version: given > stored ? given : stored + 1 };
}
