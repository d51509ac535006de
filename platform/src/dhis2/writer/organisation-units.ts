import { z } from 'zod';
import type { Uid } from '../../model/uid.ts';
import { assertSuccess, type Client, getJson } from '../client.ts';
import { readText } from '../read-body.ts';

const keys = ['organisationUnits', 'dataViewOrganisationUnits', 'teiSearchOrganisationUnits'] as const;
const references = z.array(z.looseObject({ id: z.string() })).default([]);
const userSchema = z.looseObject({
  organisationUnits: references,
  dataViewOrganisationUnits: references,
  teiSearchOrganisationUnits: references,
});

/**
 * Gives the account in use org units beside those it has, for capture, data view and search. Then the session is dropped:
 * from 2.41 on it keeps the account's org units as they were at its login (API.md §1).
 */
export async function assignOrganisationUnits(
  client: Client,
  uids: readonly Uid[],
  signal: AbortSignal,
): Promise<void> {
  const { transport, facts } = client;
  const path = `/api/users/${facts.account.uid}`;
  const fields = keys.map((key) => `${key}[id]`).join(',');
  const user = await getJson(transport, path, [['fields', fields]], userSchema, signal);
  const patch = keys.map((key) => {
    const all = new Set([...user[key].map((unit) => unit.id), ...uids]);
    return { op: 'add', path: `/${key}`, value: [...all].map((id) => ({ id })) };
  });
  const body = { content: JSON.stringify(patch), type: 'application/json-patch+json', gzip: false };
  await transport.exchange({ method: 'PATCH', path, body, signal }, async (response) => {
    await assertSuccess(response);
    await readText(response);
  });
  transport.dropSession();
}
