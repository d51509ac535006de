import type { AskStandin } from '@relais/platform/replication/fixtures/ask-standin.ts';

/** Gives a data element of a stand-in another value type, as its Maintenance app does. */
export async function setValueType(ask: AskStandin, name: string, valueType: string): Promise<void> {
  await ask('POST', '/api/metadata', { dataElements: [{ ...(await dataElementOf(ask, name)), valueType }] });
}

/** Enters another value of a data element where there is one. */
export async function changeOneValue(ask: AskStandin, name: string, value: string): Promise<void> {
  const { id } = await dataElementOf(ask, name);
  const roots = await listOf(ask, 'organisationUnits', { filter: 'level:eq:1', fields: 'id' });
  const where = roots.map(({ id: orgUnit }) => `orgUnit=${orgUnit}`).join('&');
  const dates = 'startDate=2000-01-01&endDate=2099-12-31&children=true';
  const { dataValues } = await ask('GET', `/api/dataValueSets?dataElement=${id}&${where}&${dates}`);
  if (!Array.isArray(dataValues)) throw new Error(`there is no value of ${name}`);
  await ask('POST', '/api/dataValueSets', { dataValues: [{ ...dataValues[0], value }] });
}

async function dataElementOf(ask: AskStandin, name: string) {
  const [found] = await listOf(ask, 'dataElements', { filter: `name:eq:${name}`, fields: ':owner' });
  if (found === undefined) throw new Error(`there is no data element ${name}`);
  return found;
}

async function listOf(ask: AskStandin, type: string, query: Readonly<Record<string, string>>) {
  const answer = await ask('GET', `/api/${type}?${new URLSearchParams({ ...query, paging: 'false' })}`);
  return answer[type] as readonly { readonly id: string }[];
}
