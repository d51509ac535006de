import type { MetadataObject } from '../../model/metadata-object.ts';
import type { Uid } from '../../model/uid.ts';
import type { Loss, Transformed, TransformStep } from './transform.ts';

/**
 * Sharing as every release from 2.38 on takes it: the `sharing` object alone, with public access always spelled out
 * (a server resets all sharing when it is empty; API.md §4.2, point 4), and without users and groups that exist no
 * more: instances keep their UIDs after they were deleted, and a target refuses the whole object for one (E5002).
 */
export function completeSharing(object: MetadataObject, step: TransformStep): Transformed {
  const sharing = object.sharing;
  if (sharing === undefined) return { object, losses: [] };
  if (!step.targetSchema.shareable || typeof sharing !== 'object' || sharing === null) {
    const { sharing: _, ...rest } = object;
    return { object: { ...rest, id: object.id }, losses: [] };
  }
  const losses: Loss[] = [];
  const known = (uid: Uid) => {
    if (step.context.isKnownRecipient(uid)) return true;
    const isLeftOut = step.context.leftOut?.has(uid) === true;
    losses.push(
      isLeftOut
        ? { property: 'sharing', code: 'REFERENCE_LEFT_OUT' }
        : { property: 'sharing', code: 'RECIPIENT_UNKNOWN', value: uid },
    );
    return false;
  };
  const { users, userGroups, ...rest } = sharing as Readonly<Record<string, unknown>>;
  const complete = {
    ...rest,
    public: typeof rest.public === 'string' && rest.public !== '' ? rest.public : '--------',
    users: accesses(users, known),
    userGroups: accesses(userGroups, known),
  };
  return { object: { ...object, sharing: complete }, losses };
}

function accesses(value: unknown, known: (uid: Uid) => boolean): Record<Uid, unknown> {
  if (typeof value !== 'object' || value === null) return {};
  const kept = Object.entries(value).filter(([uid]) => known(uid));
  return Object.fromEntries(kept.map(([uid, entry]) => [uid, { id: uid, access: accessOf(entry) }]));
}

function accessOf(entry: unknown): unknown {
  return typeof entry === 'object' && entry !== null && 'access' in entry ? entry.access : entry;
}
