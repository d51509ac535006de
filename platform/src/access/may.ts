import { PlatformError } from '../model/errors/platform-error.ts';
import type { Database } from '../store/database.ts';
import { findInstance } from '../store/instance.ts';
import { type Action, type InstanceNeed, type Permission, permissions } from './permissions.ts';
import type { Principal } from './principal.ts';

/** An instance as rights know it; what an administrator did not register is nobody's to use. */
export type InstanceSubject = { readonly instanceId: number } | 'archive' | 'unregistered';

/** What an action is about. What an action needs and the subject does not name is refused. */
export interface Subject {
  readonly instance?: InstanceSubject;
  readonly source?: InstanceSubject;
  readonly target?: InstanceSubject;
  readonly ownerId?: number;
}

/** Whether somebody may do something: by their role, by what they proved themselves with, by their rights on the instances. */
export function may(principal: Principal, action: Action, subject: Subject = {}): boolean {
  const permission: Permission = permissions[action];
  if (!permission.roles.includes(principal.role)) return false;
  if (!isInScope(principal, permission)) return false;
  if (permission.isOwn === true && subject.ownerId !== principal.userId) return false;
  return (['instance', 'source', 'target'] as const).every((side) => {
    const need = permission[side];
    return need === undefined || hasRight(principal, need, subject[side], permission.sendsNothing === true);
  });
}

/** Whether somebody may do something at all, on some instance: by their role, and by what they proved themselves with. */
export function mayAnywhere(principal: Principal, action: Action): boolean {
  const permission: Permission = permissions[action];
  return permission.roles.includes(principal.role) && isInScope(principal, permission);
}

/** @throws PlatformError ACCESS_DENIED */
export function assertMay(principal: Principal, action: Action, subject: Subject = {}): void {
  if (!may(principal, action, subject)) throw new PlatformError('ACCESS_DENIED', { args: { action } });
}

function isInScope({ proof }: Principal, { scope }: Permission): boolean {
  if (proof.kind === 'session') return true;
  return scope !== 'person' && proof.scopes.includes(scope);
}

function hasRight(
  principal: Principal,
  need: InstanceNeed,
  subject: InstanceSubject | undefined,
  sendsNothing: boolean,
): boolean {
  if (subject === undefined) return false;
  if (principal.role === 'administrator') return subject !== 'unregistered' || sendsNothing;
  if (subject === 'unregistered') return false;
  // An archive is a directory of the server that holds everything of an instance.
  if (subject === 'archive') return false;
  const right = principal.rights.find(({ instanceId }) => instanceId === subject.instanceId);
  if (right === undefined) return false;
  return need === 'see' || (need === 'write' ? right.mayWrite : right.mayUnmask);
}

/** What the SOURCE or TARGET of a run is to rights: a registered name, `archive:DIRECTORY`, or something that nobody registered. */
export async function subjectOfReference(database: Database, reference: string): Promise<InstanceSubject> {
  if (reference.startsWith('archive:')) return 'archive';
  const found = await findInstance(database, reference);
  return found ? { instanceId: found.id } : 'unregistered';
}

/** What a run or a replication is to rights. */
export async function subjectOfPair(
  database: Database,
  pair: { readonly sourceReference: string; readonly targetReference: string },
): Promise<Subject> {
  return {
    source: await subjectOfReference(database, pair.sourceReference),
    target: await subjectOfReference(database, pair.targetReference),
  };
}
