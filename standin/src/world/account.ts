import { idsOf, isJson } from '../metadata/json.ts';
import type { Connection } from './connection.ts';
import { refused } from './connection.ts';

/**
 * Gives the account that loads all organisation units without parent, for entering, viewing and searching: without
 * them even a superuser may enter nothing (API.md §1, "Sync user needs").
 */
export async function takeRoots(connection: Connection): Promise<void> {
  const me = await connection.get('/api/me?fields=id');
  const roots = await connection.get('/api/organisationUnits?filter=level:eq:1&fields=id&paging=false');
  if (!isJson(me) || typeof me.id !== 'string') throw new Error('The instance does not say who is logged in');
  const value = isJson(roots) ? idsOf(roots.organisationUnits).map((id) => ({ id })) : [];
  const patch = ['organisationUnits', 'dataViewOrganisationUnits', 'teiSearchOrganisationUnits'].map((property) => ({
    op: 'add',
    path: `/${property}`,
    value,
  }));
  const reply = await connection.send('PATCH', `/api/users/${me.id}`, patch);
  if (reply.status !== 200) throw refused(`PATCH /api/users/${me.id}`, reply);
  connection.forgetSession();
}
