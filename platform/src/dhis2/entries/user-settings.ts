import { z } from 'zod';
import type { Entry, EntryRefusal } from '../../model/entry.ts';
import { canonicalSetting } from '../../model/setting-value.ts';
import { ask, isSuccess, refusalOfEntry } from '../ask.ts';
import { type Client, getJson } from '../client.ts';
import { inParallel } from '../in-parallel.ts';
import { parseReply } from '../read-body.ts';
import { oldestRelease, releaseNumber } from '../versions.ts';
import { collectRefusals } from './collect-refusals.ts';
import type { EntryAccess } from './entry-access.ts';
import { readUsernames } from './usernames.ts';

/** What one user has set; what is as it is for all is left out. */
export const userSettingsContentSchema = z.object({ settings: z.record(z.string(), z.string()) });

const path = '/api/userSettings';
const settingsSchema = z.record(z.string(), z.unknown());

/** The settings of each user are a request; so many are under way at once. */
const WIDTH = 6;

/**
 * The settings of every user, keyed by username; a slice for each first letter. They cost one request for each user
 * (API.md §5.2, a superuser may name any).
 */
export const userSettingsAccess: EntryAccess = {
  isOffered: () => true,
  async *slices(client, signal) {
    const letters = new Set<string>();
    for await (const username of readUsernames(client, signal)) letters.add(letterOf(username));
    yield* [...letters].sort();
  },
  async *read(client, letter, signal) {
    const shared = await sharedSettings(client, signal);
    const usernames = startingWith(client, letter, signal);
    yield* inParallel(usernames, WIDTH, async (username): Promise<Entry> => {
      return { key: username, content: { settings: await readOwn(client, username, shared, signal) } };
    });
  },
  async write(client, _letter, entries, { signal }) {
    const shared = await sharedSettings(client, signal);
    return collectRefusals(entries, ({ key, content }) => {
      return write(
        client,
        { username: key, wanted: userSettingsContentSchema.parse(content).settings, shared },
        signal,
      );
    });
  },
  async remove(client, _letter, entries, { signal }) {
    const shared = await sharedSettings(client, signal);
    return collectRefusals(entries, ({ key }) => write(client, { username: key, wanted: {}, shared }, signal));
  },
};

function letterOf(username: string): string {
  return [...username.toLowerCase()][0] ?? '';
}

async function* startingWith(client: Client, letter: string, signal: AbortSignal): AsyncGenerator<string> {
  for await (const username of readUsernames(client, signal, letter)) if (letterOf(username) === letter) yield username;
}

/** What users have who set nothing, by release [UserSettings; read on blank instances]. */
function defaultsOf({ facts }: Client): Readonly<Record<string, string>> {
  const release = releaseNumber(facts.release) ?? oldestRelease;
  return {
    keyStyle: 'light_blue/light_blue.css',
    keyUiLocale: 'en',
    keyDbLocale: release >= 42 ? 'en' : '',
    keyAnalysisDisplayProperty: 'name',
    keyMessageEmailNotification: String(release < 42),
    keyMessageSmsNotification: String(release < 42),
  };
}

/** Settings of the system that stand in for those of a user who has none, where they are not the release's own. */
async function sharedSettings(client: Client, signal: AbortSignal): Promise<Readonly<Record<string, string>>> {
  const held = await getJson(client.transport, '/api/systemSettings', [], settingsSchema, signal);
  const defaults = defaultsOf(client);
  const keys = ['keyStyle', 'keyUiLocale', 'keyDbLocale', 'keyAnalysisDisplayProperty', 'keyTrackerDashboardLayout'];
  const texts = keys.map((key) => [key, canonicalSetting(held[key])] as const);
  return Object.fromEntries(texts.filter(([key, text]) => text !== '' && text !== defaults[key]));
}

/**
 * Without `useFallback` 2.42 tells a default for what was never set. One that the user chose shows where the system says
 * otherwise: there the answer with fallback is the user's, and the default.
 */
async function readOwn(
  client: Client,
  username: string,
  shared: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Record<string, string>> {
  const defaults = defaultsOf(client);
  const own = await readSettings(client, username, 'false', signal);
  const settings = Object.entries(own).filter(([key, text]) => text !== '' && text !== (defaults[key] ?? ''));
  if (Object.keys(shared).length === 0) return Object.fromEntries(settings);
  const effective = await readSettings(client, username, 'true', signal);
  const chosen = Object.keys(shared).filter(
    (key) => key in own && own[key] === defaults[key] && effective[key] === own[key],
  );
  return Object.fromEntries([...settings, ...chosen.map((key) => [key, own[key] ?? ''] as const)]);
}

async function readSettings(client: Client, username: string, useFallback: string, signal: AbortSignal) {
  const query = [
    ['user', username],
    ['useFallback', useFallback],
  ] as const;
  const answer = await ask(client, { path, query, signal });
  // A user who is gone by now has none.
  const held = isSuccess(answer) ? parseReply(settingsSchema, JSON.parse(answer.text), answer.from) : {};
  return Object.fromEntries(Object.entries(held).map(([key, value]) => [key, canonicalSetting(value)]));
}

interface Wanted {
  readonly username: string;
  readonly wanted: Readonly<Record<string, string>>;
  readonly shared: Readonly<Record<string, string>>;
}

/** Sets what is wanted, and takes back what is not; the first refusal is told. */
async function write(
  client: Client,
  { username, wanted, shared }: Wanted,
  signal: AbortSignal,
): Promise<EntryRefusal | undefined> {
  const held = await readOwn(client, username, shared, signal);
  const changes = [
    ...Object.entries(wanted).filter(([key, value]) => held[key] !== value),
    ...Object.keys(held).flatMap((key) => (key in wanted ? [] : [[key, undefined] as const])),
  ];
  let refusal: EntryRefusal | undefined;
  for (const [key, value] of changes) {
    const query = [['user', username] as const, ...(value === undefined ? [] : [['value', value] as const])];
    const method = value === undefined ? 'DELETE' : 'POST';
    const answer = await ask(client, { method, path: `${path}/${encodeURIComponent(key)}`, query, signal });
    if (!isSuccess(answer)) refusal ??= refusalOfEntry(username, answer);
  }
  return refusal;
}
