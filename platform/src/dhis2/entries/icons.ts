import { z } from 'zod';
import type { Entry, EntryRefusal } from '../../model/entry.ts';
import type { Uid } from '../../model/uid.ts';
import { ask, isSuccess, refusalOfEntry, unreadable } from '../ask.ts';
import { type Client, getJson } from '../client.ts';
import { findFile } from '../files/find-file.ts';
import { readObjectFile } from '../files/read-file.ts';
import { uploadFile } from '../files/upload-file.ts';
import { collectRefusals } from './collect-refusals.ts';
import type { EntryAccess } from './entry-access.ts';

/** The one slice of icons: an instance has tens of its own. */
const allIcons = 'custom';

/** What an icon is; `image` is missing where the instance does not give its picture out. */
export const iconContentSchema = z.object({
  description: z.string(),
  keywords: z.array(z.string()),
  /** The UID of its picture. */
  fileResource: z.string(),
  fileName: z.string(),
  contentType: z.string(),
  image: z.base64().optional(),
});
type IconContent = z.infer<typeof iconContentSchema>;

const iconSchema = z.looseObject({
  key: z.string(),
  description: z.string().nullish(),
  keywords: z.array(z.string()).nullish(),
  fileResource: z.looseObject({ id: z.string() }),
});
const listSchema = z.looseObject({ icons: z.array(iconSchema) });

/** Icons of one's own, with their pictures (`/api/icons`, API.md §6; seen on 2.41.5.1 and 2.42.4.1). */
export const iconsAccess: EntryAccess = {
  isOffered: ({ capabilities }) => capabilities.customIcons,
  async *slices() {
    yield allIcons;
  },
  async *read(client, _slice, signal) {
    const query = [
      ['type', 'CUSTOM'],
      ['paging', 'false'],
      ['fields', 'key,description,keywords,fileResource[id]'],
    ] as const;
    const { icons } = await getJson(client.transport, '/api/icons', query, listSchema, signal);
    for (const icon of icons) yield await withPicture(client, icon, signal);
  },
  write: (client, _slice, entries, { signal }) => collectRefusals(entries, (entry) => writeIcon(client, entry, signal)),
  remove: (client, _slice, entries, { signal }) =>
    collectRefusals(entries, ({ key }) => removeIcon(client, key, signal)),
};

async function withPicture(client: Client, icon: z.infer<typeof iconSchema>, signal: AbortSignal): Promise<Entry> {
  const uid = icon.fileResource.id;
  const file = await findFile(client, uid, signal);
  const picture = file && (await readObjectFile(client, file, signal));
  const content: IconContent = {
    description: icon.description ?? '',
    keywords: icon.keywords ?? [],
    fileResource: uid,
    fileName: file?.name ?? '',
    contentType: file?.contentType ?? '',
    ...(Buffer.isBuffer(picture) ? { image: picture.toString('base64') } : {}),
  };
  return { key: icon.key, content };
}

/** An update keeps the picture that an icon has, so that another picture makes it a new icon. */
async function writeIcon(
  client: Client,
  { key, content }: Entry,
  signal: AbortSignal,
): Promise<EntryRefusal | undefined> {
  const icon = iconContentSchema.parse(content);
  const held = await pictureOf(client, key, signal);
  if (held !== icon.fileResource) {
    const refusal = await sendPicture(client, icon, signal);
    if (refusal !== undefined) return { key, ...refusal };
    if (held !== undefined) await removeIcon(client, key, signal);
  }
  const { description, keywords, fileResource } = icon;
  const answer = await ask(client, {
    ...(held === fileResource ? { method: 'PUT', path: pathOf(key) } : { method: 'POST', path: '/api/icons' }),
    body: { content: JSON.stringify({ key, description, keywords, fileResourceId: fileResource }), gzip: false },
    signal,
  });
  return isSuccess(answer) ? undefined : refusalOfEntry(key, answer);
}

async function sendPicture(client: Client, icon: IconContent, signal: AbortSignal) {
  const { fileResource: uid, fileName: name, contentType, image = '' } = icon;
  const content = Buffer.from(image, 'base64');
  return uploadFile(client, { uid, domain: 'ICON', name, contentType, content }, signal);
}

/** The UID of the picture of an icon; nothing where there is no such icon, or it is one that every instance has. */
async function pictureOf(client: Client, key: string, signal: AbortSignal): Promise<Uid | undefined> {
  const answer = await ask(client, { path: pathOf(key), signal });
  if (answer.status === 404) return undefined;
  if (!isSuccess(answer)) throw unreadable(answer);
  const icon = iconSchema.safeParse(JSON.parse(answer.text));
  return icon.data?.fileResource.id;
}

async function removeIcon(client: Client, key: string, signal: AbortSignal): Promise<EntryRefusal | undefined> {
  const answer = await ask(client, { method: 'DELETE', path: pathOf(key), signal });
  return isSuccess(answer) || answer.status === 404 ? undefined : refusalOfEntry(key, answer);
}

function pathOf(key: string): string {
  return `/api/icons/${encodeURIComponent(key)}`;
}
