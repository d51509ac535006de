import type { AskStandin } from '@relais/platform/replication/fixtures/ask-standin.ts';

/** Gives a data element (or an attribute) of a stand-in another value type, as its Maintenance app does. */
export async function setValueType(
  ask: AskStandin,
  name: string,
  valueType: string,
  type: 'dataElements' | 'trackedEntityAttributes' = 'dataElements',
): Promise<void> {
  await ask('POST', '/api/metadata', { [type]: [{ ...(await named(ask, type, name)), valueType }] });
}

/** Enters another value of a data element where there is one. */
export async function changeOneValue(ask: AskStandin, name: string, value: string): Promise<void> {
  const { id } = await named(ask, 'dataElements', name);
  const roots = await listOf(ask, 'organisationUnits', { filter: 'level:eq:1', fields: 'id' });
  const where = roots.map(({ id: orgUnit }) => `orgUnit=${orgUnit}`).join('&');
  const dates = 'startDate=2000-01-01&endDate=2099-12-31&children=true';
  const { dataValues } = await ask('GET', `/api/dataValueSets?dataElement=${id}&${where}&${dates}`);
  if (!Array.isArray(dataValues)) throw new Error(`there is no value of ${name}`);
  await ask('POST', '/api/dataValueSets', { dataValues: [{ ...dataValues[0], value }] });
}

async function named(ask: AskStandin, type: string, name: string) {
  const [found] = await listOf(ask, type, { filter: `name:eq:${name}`, fields: ':owner' });
  if (found === undefined) throw new Error(`there is no ${name} among the ${type}`);
  return found;
}

async function listOf(ask: AskStandin, type: string, query: Readonly<Record<string, string>>) {
  const answer = await ask('GET', `/api/${type}?${new URLSearchParams({ ...query, paging: 'false' })}`);
  return answer[type] as readonly { readonly id: string }[];
}
