import { z } from 'zod';
import type { EntryRefusal } from '../../model/entry.ts';
import { PlatformError } from '../../model/errors/platform-error.ts';
import { largestFile } from '../../model/file-resource.ts';
import type { ApiBody } from '../api-request.ts';
import { ask, isSuccess, refusalOfEntry } from '../ask.ts';
import { assertSuccess, type Client, getJson } from '../client.ts';
import { fileForm } from '../files/multipart.ts';
import { readBytes, readText, whereabouts } from '../read-body.ts';
import { collectRefusals } from './collect-refusals.ts';
import type { EntryAccess } from './entry-access.ts';

/** The bytes of one thing, as base64. */
export const staticContentSchema = z.object({ base64: z.base64() });

/** One thing of an instance's own looks, and how it is reached (API.md §7). */
interface StaticPlace {
  readonly key: string;
  readonly path: string;
  readonly contentType: string;
  /** The setting that says whether it is used; without it the server does not even give it out. */
  readonly setting?: string | undefined;
}

const places: readonly StaticPlace[] = [
  {
    key: 'logo_banner',
    path: '/api/staticContent/logo_banner',
    contentType: 'image/png',
    setting: 'keyUseCustomLogoBanner',
  },
  {
    key: 'logo_front',
    path: '/api/staticContent/logo_front',
    contentType: 'image/png',
    setting: 'keyUseCustomLogoFront',
  },
  { key: 'style', path: '/api/files/style', contentType: 'text/css' },
  { key: 'script', path: '/api/files/script', contentType: 'application/javascript' },
];

/** Logos in use, the custom style and the custom script. A logo that is in use on the source is in use on the target. */
export const staticContentAccess: EntryAccess = {
  isOffered: () => true,
  async *slices() {
    yield 'all';
  },
  async *read(client, _slice, signal) {
    const inUse = await settingsInUse(client, signal);
    for (const place of places) {
      if (place.setting !== undefined && !inUse.has(place.setting)) continue;
      const content = await readPlace(client, place, signal);
      if (content !== undefined) yield { key: place.key, content: { base64: content.toString('base64') } };
    }
  },
  write: (client, _slice, entries, { signal }) =>
    collectRefusals(entries, async ({ key, content }) => {
      const bytes = Buffer.from(staticContentSchema.parse(content).base64, 'base64');
      const place = placeOf(key);
      return place && writePlace(client, place, bytes, signal);
    }),
  remove: (client, _slice, entries, { signal }) =>
    collectRefusals(entries, async ({ key }) => {
      const place = placeOf(key);
      return place && removePlace(client, place, signal);
    }),
};

function placeOf(key: string): StaticPlace | undefined {
  return places.find((place) => place.key === key);
}

const settingsSchema = z.record(z.string(), z.union([z.boolean(), z.string()]));

async function settingsInUse(client: Client, signal: AbortSignal): Promise<ReadonlySet<string>> {
  const query = places.flatMap(({ setting }) => (setting === undefined ? [] : [['key', setting] as const]));
  const settings = await getJson(client.transport, '/api/systemSettings', query, settingsSchema, signal);
  return new Set(Object.entries(settings).flatMap(([key, value]) => (String(value) === 'true' ? [key] : [])));
}

/**
 * Nothing where there is none; an empty style is none. Asked for as what it is: as JSON a logo is a redirect. A 2.40.1 fails over a
 * logo that is in use and was never uploaded, and says so when it is asked as for JSON.
 */
async function readPlace(client: Client, place: StaticPlace, signal: AbortSignal): Promise<Buffer | undefined> {
  try {
    return await readContent(client, place, signal);
  } catch (error) {
    const isFailure = error instanceof PlatformError && error.code === 'DHIS2_SERVER_ERROR';
    if (isFailure && place.setting !== undefined && (await isAbsent(client, place, signal))) return undefined;
    throw error;
  }
}

async function isAbsent(client: Client, { path }: StaticPlace, signal: AbortSignal): Promise<boolean> {
  const answer = await ask(client, { method: 'GET', path, signal });
  return answer.status === 404;
}

function readContent(client: Client, place: StaticPlace, signal: AbortSignal): Promise<Buffer | undefined> {
  const { path, contentType } = place;
  return client.transport.exchange({ path, accept: contentType, signal }, async (response) => {
    if (response.status === 404) {
      await readText(response);
      return undefined;
    }
    await assertSuccess(response);
    const content = await readBytes(response, largestFile);
    if (content !== undefined) return content.length === 0 ? undefined : content;
    const reason = `more than ${largestFile} bytes`;
    throw new PlatformError('DHIS2_UNEXPECTED_ANSWER', { args: { ...whereabouts(response), reason } });
  });
}

async function writePlace(
  client: Client,
  place: StaticPlace,
  content: Buffer,
  signal: AbortSignal,
): Promise<EntryRefusal | undefined> {
  const { key, path, contentType, setting } = place;
  const body: ApiBody =
    setting === undefined
      ? { content, type: `${contentType};charset=UTF-8`, gzip: false }
      : fileForm({ name: `${key}.png`, contentType, content });
  const answer = await ask(client, { method: 'POST', path, body, signal });
  if (!isSuccess(answer)) return refusalOfEntry(key, answer);
  if (setting === undefined) return undefined;
  const used = await ask(client, {
    method: 'POST',
    path: `/api/systemSettings/${setting}`,
    query: [['value', 'true']],
    signal,
  });
  return isSuccess(used) ? undefined : refusalOfEntry(key, used);
}

/** A logo cannot be removed: it is only used no more. */
async function removePlace(client: Client, place: StaticPlace, signal: AbortSignal): Promise<EntryRefusal | undefined> {
  const { key, path, setting } = place;
  const answer = await ask(
    client,
    setting === undefined
      ? { method: 'DELETE', path, signal }
      : { method: 'POST', path: `/api/systemSettings/${setting}`, query: [['value', 'false']], signal },
  );
  return isSuccess(answer) ? undefined : refusalOfEntry(key, answer);
}
