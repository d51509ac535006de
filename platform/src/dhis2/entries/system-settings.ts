import { z } from 'zod';
import type { Entry, EntryRefusal } from '../../model/entry.ts';
import { settingDefaults } from '../../model/setting-defaults.ts';
import { canonicalSetting, isDefaultSetting } from '../../model/setting-value.ts';
import { type ApiAnswer, ask, isSuccess, refusalOfEntry } from '../ask.ts';
import { type Client, getJson } from '../client.ts';
import { oldestRelease, releaseNumber } from '../versions.ts';
import { collectRefusals } from './collect-refusals.ts';
import type { EntryAccess } from './entry-access.ts';

/** A setting that somebody has set; what is at its release's default is not there. */
export const settingContentSchema = z.union([
  z.object({ value: z.string() }),
  /** Its value is not given away; up to 2.41 not even whether there is one. */
  z.object({ confidential: z.literal(true) }),
]);

const path = '/api/systemSettings';
const settingsSchema = z.record(z.string(), z.unknown());

/** Left out of the answer for all; single ones are told to superusers from 2.42 on (API.md §7). */
const confidential = ['keyEmailPassword', 'keyRemoteInstancePassword', 'recaptchaSecret', 'recaptchaSite'];

/** Settings by their newest name; 2.41 has both, and the older one means nothing there any more. */
const olderNames: Readonly<Record<string, string>> = { KeyTrackedEntityMaxLimit: 'KeyTrackedEntityInstanceMaxLimit' };

/** The settings of an instance that are not at their default, in one slice. */
export const systemSettingsAccess: EntryAccess = {
  isOffered: () => true,
  async *slices() {
    yield 'all';
  },
  async *read(client, _slice, signal) {
    const settings = await getJson(client.transport, path, [], settingsSchema, signal);
    const defaults = settingDefaults(releaseOf(client));
    for (const [key, value] of Object.entries(inNewestNames(settings))) {
      const text = canonicalSetting(value);
      if (!isDefaultSetting(text, defaults[key])) yield { key, content: { value: text } };
    }
    for (const key of confidential)
      if (await mayBeSet(client, key, signal)) yield { key, content: { confidential: true } };
  },
  async write(client, _slice, entries, { signal }) {
    return collectRefusals(entries, (entry) => write(client, entry, signal));
  },
  async remove(client, _slice, entries, { signal }) {
    return collectRefusals(entries, async ({ key }) => {
      const name = await nameOn(client, key, signal);
      const answer = await ask(client, { method: 'DELETE', path: `${path}/${encodeURIComponent(name)}`, signal });
      return isSuccess(answer) || answer.status === 404 ? undefined : refusalOf(client, key, answer);
    });
  },
};

function releaseOf({ facts }: Client): number {
  return releaseNumber(facts.release) ?? oldestRelease;
}

function inNewestNames(settings: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const renamed: Record<string, unknown> = { ...settings };
  for (const [newer, older] of Object.entries(olderNames)) {
    if (!(older in renamed)) continue;
    renamed[newer] ??= renamed[older];
    delete renamed[older];
  }
  return renamed;
}

/** What this instance calls a setting: the newest name, unless it only has the older one. */
async function nameOn(client: Client, key: string, signal: AbortSignal): Promise<string> {
  const older = olderNames[key];
  if (older === undefined) return key;
  const settings = await getJson(client.transport, path, [], settingsSchema, signal);
  return key in settings || !(older in settings) ? key : older;
}

async function mayBeSet(client: Client, key: string, signal: AbortSignal): Promise<boolean> {
  if (!client.capabilities.confidentialSettingsReadable) return true;
  const held = await getJson(client.transport, `${path}/${key}`, [], settingsSchema, signal);
  return !isDefaultSetting(canonicalSetting(held[key]), settingDefaults(releaseOf(client))[key]);
}

/** One request for each setting: an unknown one would reject all that come with it (API.md §7). */
async function write(client: Client, { key, content }: Entry, signal: AbortSignal): Promise<EntryRefusal | undefined> {
  const setting = settingContentSchema.parse(content);
  if (!('value' in setting)) return undefined;
  const name = await nameOn(client, key, signal);
  // Texts only: from 2.42 on the server wants them, and older ones turn them into what they need.
  const body = { content: JSON.stringify({ [name]: setting.value }), gzip: false };
  const answer = await ask(client, { method: 'POST', path, body, signal });
  return isSuccess(answer) ? undefined : refusalOf(client, key, answer);
}

/** A setting that the release does not know is refused with 409 up to 2.41, and with 404 from 2.42 on (recorded). */
function refusalOf(client: Client, key: string, answer: ApiAnswer): EntryRefusal {
  const refusal = refusalOfEntry(key, answer);
  const isUnknown = answer.status === (client.capabilities.confidentialSettingsReadable ? 404 : 409);
  return isUnknown ? { ...refusal, cause: 'impossible', code: 'SETTING_UNKNOWN' } : refusal;
}
