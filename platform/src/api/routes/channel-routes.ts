import {
  type ChannelToSet,
  channelSchema,
  channelTestedSchema,
  channelTestSchema,
  channelToSetSchema,
  noticeParamsSchema,
} from '@relais/contract/notice.ts';
import { listOf } from '@relais/contract/paging.ts';
import type { Access } from '../../access/access.ts';
import { may } from '../../access/may.ts';
import { systemClock } from '../../dhis2/retry.ts';
import { PlatformError } from '../../model/errors/platform-error.ts';
import { isRecord } from '../../model/is-record.ts';
import { withoutSecrets } from '../../model/redaction.ts';
import { needsSecret } from '../../notify/channels/settings.ts';
import { parseNotices } from '../../notify/notice-file.ts';
import { removeNotice, setChannel } from '../../notify/set-notices.ts';
import { testChannel } from '../../notify/test-channel.ts';
import { findChannel, listChannels, type RegisteredChannel } from '../../store/notice-channel.ts';
import { bindingOfChannel } from '../../vault/bindings.ts';
import { RequestRefused } from '../problem.ts';
import { guardedRoute, type Route } from '../route.ts';

const defined = { action: 'channel.define', subject: 'none', params: noticeParamsSchema } as const;

/** Ways to reach people. Their secrets are written, and never read back. */
export const channelRoutes: readonly Route[] = [
  guardedRoute({
    method: 'GET',
    path: '/notices/channels',
    summary: 'The channels of notices; their settings for administrators only',
    action: 'notice.see',
    subject: 'none',
    answer: listOf(channelSchema),
    handle: async ({ access, principal }) => {
      const isFull = may(principal, 'channel.define');
      const channels = (await listChannels(access.database)).map(shown);
      return { items: channels.map((channel) => (isFull ? channel : { ...channel, settings: {} })) };
    },
  }),
  guardedRoute({
    method: 'PUT',
    path: '/notices/channels/:name',
    summary: 'Sets a channel, or puts another in its place; nobody is told anything',
    ...defined,
    body: channelToSetSchema,
    answer: channelSchema,
    handle: ({ access, params: { name }, body }) => defineChannel(access, name, body),
  }),
  guardedRoute({
    method: 'DELETE',
    path: '/notices/channels/:name',
    summary: 'Forgets a channel with its secret, its rules and their log',
    ...defined,
    handle: async ({ access, params: { name } }) => {
      await removeNotice(access.database, access.actor, 'channel', name);
      return undefined;
    },
  }),
  guardedRoute({
    method: 'POST',
    path: '/notices/channels/:name/test',
    summary: 'Sends a test to one recipient, at once and past all rules',
    ...defined,
    isOnItsOwn: true,
    body: channelTestSchema,
    answer: channelTestedSchema,
    handle: async ({ access, parts, params: { name }, body, language, signal }) => {
      const { database, vault } = access;
      const tools = { database, vault, clock: systemClock, outgoing: parts.outgoing };
      const { recipient, language: wanted = language } = body;
      return { answer: await testChannel(tools, { name, recipient, language: wanted }, signal) };
    },
  }),
];

/** Sets a channel as it was asked for; gives what of it is shown. */
export async function defineChannel(access: Access, name: string, { kind, settings, secret }: ChannelToSet) {
  const parsed = parseNotices({ channels: [{ name, kind, settings }] });
  if ('reason' in parsed) throw new RequestRefused([{ path: 'body.settings', message: parsed.reason }]);
  const [channel] = parsed.channels;
  if (channel === undefined) throw new PlatformError('REQUEST_INVALID');
  const sealed = await sealedSecret(access, channel, secret);
  return shown(await setChannel(access.database, access.actor, { ...channel, secret: sealed }));
}

/** The one that is given, or the one that is kept for a channel of this kind. */
async function sealedSecret(
  { database, vault }: Access,
  channel: Pick<RegisteredChannel, 'name' | 'kind' | 'settings'>,
  given: string | undefined,
): Promise<string | undefined> {
  if (!needsSecret(channel.kind, channel.settings)) return undefined;
  if (given !== undefined) return vault.seal(given, bindingOfChannel(channel));
  const known = await findChannel(database, channel.name);
  if (known?.secret !== undefined && known.kind === channel.kind) return known.secret;
  throw new RequestRefused([{ path: 'body.secret', message: 'This channel needs a secret' }]);
}

/** Whoever writes a key into a header instead of `{secret}` is not told it again either. */
function shown({ name, kind, settings, secret }: RegisteredChannel) {
  const open = withoutSecrets(settings);
  return { name, kind, settings: isRecord(open) ? open : {}, hasSecret: secret !== undefined };
}
