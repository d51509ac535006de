import { z } from 'zod';
import type { EntryRefusal } from '../../model/entry.ts';
import { type ApiAnswer, ask, isSuccess, refusalOfEntry } from '../ask.ts';
import { type Client, getJson } from '../client.ts';
import { fileForm } from '../files/multipart.ts';
import { collectRefusals } from './collect-refusals.ts';
import type { EntryAccess } from './entry-access.ts';

/** An app that somebody installed, and on its way to a target where it comes from. */
export const appContentSchema = z.object({
  name: z.string(),
  version: z.string(),
  /** The app's identifier on the App Hub, where it came from there. */
  appHubId: z.string().optional(),
  /** Its archive (zip), as base64. */
  archive: z.string().optional(),
  /** Whether the instance is to fetch it from the App Hub. */
  fromAppHub: z.boolean().optional(),
});
type AppContent = z.infer<typeof appContentSchema>;

const path = '/api/apps';
const appsSchema = z.array(
  z.looseObject({
    key: z.string(),
    name: z.string(),
    version: z.string().nullish(),
    bundled: z.boolean().optional(),
    core_app: z.boolean().optional(),
    app_hub_id: z.string().nullish(),
  }),
);

/** Apps by key, without those that come with the release (API.md §7). Nothing gives an app's archive away. */
export const appsAccess: EntryAccess = {
  isOffered: () => true,
  async *slices() {
    yield 'all';
  },
  async *read(client, _slice, signal) {
    for (const app of await getJson(client.transport, path, [], appsSchema, signal)) {
      if (app.bundled === true || app.core_app === true) continue;
      const content: AppContent = { name: app.name, version: app.version ?? '' };
      yield { key: app.key, content: app.app_hub_id ? { ...content, appHubId: app.app_hub_id } : content };
    }
  },
  async write(client, _slice, entries, { signal }) {
    return collectRefusals(entries, ({ key, content }) =>
      install(client, key, appContentSchema.parse(content), signal),
    );
  },
  async remove(client, _slice, entries, { signal }) {
    return collectRefusals(entries, async ({ key }) => {
      const answer = await ask(client, { method: 'DELETE', path: `${path}/${encodeURIComponent(key)}`, signal });
      return isSuccess(answer) || answer.status === 404 ? undefined : refusalOfEntry(key, answer);
    });
  },
};

async function install(
  client: Client,
  key: string,
  app: AppContent,
  signal: AbortSignal,
): Promise<EntryRefusal | undefined> {
  if (app.archive !== undefined) {
    const content = Buffer.from(app.archive, 'base64');
    const body = fileForm({ name: `${key}.zip`, contentType: 'application/zip', content });
    const answer = await ask(client, { method: 'POST', path, body, signal });
    return isSuccess(answer) ? undefined : refusalOfEntry(key, answer);
  }
  const found = await findOnAppHub(client, app, signal);
  if (typeof found !== 'string') return refusalOfEntry(key, found);
  const answer = await ask(client, { method: 'POST', path: `/api/appHub/${found}`, isFinal: true, signal });
  return isSuccess(answer) ? undefined : refusalOfEntry(key, answer);
}

const hubSchema = z.array(
  z.looseObject({
    id: z.string(),
    versions: z.array(z.looseObject({ id: z.string(), version: z.string() })).default([]),
  }),
);

/** What the App Hub, asked by the instance, calls this version of the app; or the answer that says why not. */
async function findOnAppHub(client: Client, app: AppContent, signal: AbortSignal): Promise<string | ApiAnswer> {
  const answer = await ask(client, { path: '/api/appHub', isFinal: true, signal });
  if (!isSuccess(answer)) return answer;
  const apps = hubSchema.safeParse(JSON.parse(answer.text)).data ?? [];
  const versions = apps.find(({ id }) => id === app.appHubId)?.versions ?? [];
  const found = versions.find(({ version }) => version === app.version)?.id;
  const message = `The App Hub does not offer ${app.name} ${app.version}.`;
  return found ?? { ...answer, status: 404, text: JSON.stringify({ message }) };
}
