import { z } from 'zod';
import type { Entry, EntryRefusal } from '../../model/entry.ts';
import { ask, isSuccess, refusalOfEntry } from '../ask.ts';
import { type Client, getJson } from '../client.ts';
import { collectRefusals } from './collect-refusals.ts';
import type { EntryAccess } from './entry-access.ts';

/** What a place of the configuration holds. */
export const configurationContentSchema = z.union([
  z.object({ reference: z.string() }),
  z.object({ name: z.string() }),
  z.object({ list: z.array(z.string()) }),
]);
type ConfigurationContent = z.infer<typeof configurationContentSchema>;

/** The types to which the configuration refers, by place (API.md §7). */
export const configurationReferences: Readonly<Record<string, string>> = {
  feedbackRecipients: 'userGroups',
  systemUpdateNotificationRecipients: 'userGroups',
  offlineOrganisationUnitLevel: 'organisationUnitLevels',
  infrastructuralIndicators: 'indicatorGroups',
  infrastructuralDataElements: 'dataElementGroups',
  selfRegistrationRole: 'userRoles',
  selfRegistrationOrgUnit: 'organisationUnits',
  facilityOrgUnitGroupSet: 'organisationUnitGroupSets',
  facilityOrgUnitLevel: 'organisationUnitLevels',
};

const path = '/api/configuration';
const configurationSchema = z.record(z.string(), z.unknown());
const referenceSchema = z.looseObject({ id: z.string() });
const namedSchema = z.union([z.string(), z.looseObject({ name: z.string() }).transform(({ name }) => name)]);

/** The places of an instance's configuration that are set, in one slice. */
export const configurationAccess: EntryAccess = {
  isOffered: () => true,
  async *slices() {
    yield 'all';
  },
  async *read(client, _slice, signal) {
    const held = await getJson(client.transport, path, [], configurationSchema, signal);
    for (const key of Object.keys(configurationReferences)) {
      const found = referenceSchema.safeParse(held[key]);
      if (found.success) yield { key, content: { reference: found.data.id } };
    }
    const periodType = namedSchema.safeParse(held.infrastructuralPeriodType);
    // Monthly is what it is when nobody has set it, and there is no way back to nothing.
    if (periodType.success && periodType.data !== 'Monthly') {
      yield { key: 'infrastructuralPeriodType', content: { name: periodType.data } };
    }
    const origins = z.array(z.string()).safeParse(held.corsWhitelist).data ?? [];
    if (origins.length > 0) yield { key: 'corsWhitelist', content: { list: origins.sort() } };
    yield* readOutputPeriodTypes(client, signal);
  },
  async write(client, _slice, entries, { signal }) {
    return collectRefusals(entries, ({ key, content }) => {
      return send(client, key, bodyOf(key, configurationContentSchema.parse(content)), signal);
    });
  },
  async remove(client, _slice, entries, { signal }) {
    return collectRefusals(entries, ({ key }) => unset(client, key, signal));
  },
};

async function* readOutputPeriodTypes(client: Client, signal: AbortSignal): AsyncGenerator<Entry> {
  if (!client.capabilities.dataOutputPeriodTypes) return;
  const types = await getJson(client.transport, `${path}/dataOutputPeriodTypes`, [], z.array(namedSchema), signal);
  if (types.length > 0) yield { key: 'dataOutputPeriodTypes', content: { list: types.sort() } };
}

interface Body {
  readonly content: string;
  readonly type: string;
  readonly gzip: false;
}

/** References and names go as plain text, lists as JSON. */
function bodyOf(key: string, content: ConfigurationContent): Body {
  if ('reference' in content) return { content: content.reference, type: 'text/plain', gzip: false };
  if ('name' in content) return { content: content.name, type: 'text/plain', gzip: false };
  const list = key === 'dataOutputPeriodTypes' ? content.list.map((name) => ({ name })) : content.list;
  return { content: JSON.stringify(list), type: 'application/json', gzip: false };
}

async function send(client: Client, key: string, body: Body, signal: AbortSignal): Promise<EntryRefusal | undefined> {
  const answer = await ask(client, { method: 'POST', path: `${path}/${key}`, body, signal });
  return isSuccess(answer) ? undefined : refusalOfEntry(key, answer);
}

async function unset(client: Client, key: string, signal: AbortSignal): Promise<EntryRefusal | undefined> {
  if (key === 'infrastructuralPeriodType') return send(client, key, bodyOf(key, { name: 'Monthly' }), signal);
  if (key === 'corsWhitelist' || key === 'dataOutputPeriodTypes')
    return send(client, key, bodyOf(key, { list: [] }), signal);
  const answer = await ask(client, { method: 'DELETE', path: `${path}/${key}`, signal });
  if (isSuccess(answer)) return undefined;
  const refusal = refusalOfEntry(key, answer);
  // Some can be set, and set otherwise, but never be emptied again.
  return answer.status === 405 ? { ...refusal, cause: 'impossible' } : refusal;
}
