import { type Subject, subjectOfPair, subjectOfReference } from '../access/may.ts';
import type { Principal } from '../access/principal.ts';
import { PlatformError } from '../model/errors/platform-error.ts';
import type { Database } from '../store/database.ts';
import { loadReplication } from '../store/replication.ts';
import { loadRun } from '../store/run.ts';

interface Asking {
  readonly access: { readonly database: Database };
  readonly principal: Principal;
}

/** The instance that a route names. Only whoever sees them all is told that there is none of that name. */
export async function aboutInstance(call: Asking & { readonly params: { readonly name: string } }): Promise<Subject> {
  const { name } = call.params;
  const instance = await subjectOfReference(call.access.database, name);
  if (instance === 'unregistered' && call.principal.role === 'administrator') {
    throw new PlatformError('INSTANCE_NAME_UNKNOWN', { args: { name } });
  }
  return { instance };
}

/** Both sides of the run that a route names. */
export async function aboutRun(call: Asking & { readonly params: { readonly id: number } }): Promise<Subject> {
  const { database } = call.access;
  return subjectOfPair(database, await loadRun(database, call.params.id));
}

/** Both sides of the replication that a route names. */
export async function aboutReplication(
  call: Asking & { readonly params: { readonly name: string } },
): Promise<Subject> {
  const { database } = call.access;
  return subjectOfPair(database, await loadReplication(database, call.params.name));
}

/** Both sides that a request names. */
export async function aboutPair(
  database: Database,
  { source, target }: { readonly source: string; readonly target: string },
): Promise<Subject> {
  return subjectOfPair(database, { sourceReference: source, targetReference: target });
}

/** The names of the instances that somebody sees; undefined for all of them. */
export function seenInstances(principal: Principal): readonly string[] | undefined {
  return principal.role === 'administrator' ? undefined : principal.rights.map(({ instanceName }) => instanceName);
}
