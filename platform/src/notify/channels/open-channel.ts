import type { OutgoingPolicy } from '../../dhis2/outgoing/guarded-connector.ts';
import type { Clock } from '../../dhis2/retry.ts';
import { PlatformError } from '../../model/errors/platform-error.ts';
import type { Database } from '../../store/database.ts';
import { findInstance } from '../../store/instance.ts';
import type { RegisteredChannel } from '../../store/notice-channel.ts';
import { bindingOfChannel } from '../../vault/bindings.ts';
import type { Vault } from '../../vault/vault.ts';
import type { Channel } from './channel.ts';
import { openDhis2Messages } from './dhis2-message.ts';
import { openEmail } from './email.ts';
import {
  dhis2SettingsSchema,
  emailSettingsSchema,
  needsSecret,
  parseSettings,
  smsSettingsSchema,
  webhookSettingsSchema,
} from './settings.ts';
import { openSlack } from './slack.ts';
import { openSms } from './sms.ts';
import { openWebhook } from './webhook.ts';

export interface ChannelTools {
  readonly database: Database;
  readonly vault: Vault;
  readonly clock: Clock;
  /** Where HTTP requests may go; anywhere when absent. */
  readonly outgoing?: OutgoingPolicy | undefined;
}

/**
 * Makes a registered channel ready.
 * @throws PlatformError NOTICE_CHANNEL_INVALID, NOTICE_REFUSED where it has no secret, SECRET_UNREADABLE, INSTANCE_NAME_UNKNOWN.
 */
export async function openChannel(channel: RegisteredChannel, tools: ChannelTools): Promise<Channel> {
  const { name, kind, settings } = channel;
  const { outgoing } = tools;
  const secret = () => secretOf(channel, tools.vault);
  switch (kind) {
    case 'email':
      return openEmail(parseSettings(emailSettingsSchema, name, settings), secret());
    case 'slack':
      return openSlack(slackUrl(name, secret()), outgoing);
    case 'webhook':
      return openWebhook({
        url: parseSettings(webhookSettingsSchema, name, settings).url,
        ...{ secret: secret(), now: tools.clock.now, outgoing },
      });
    case 'sms':
      return openSms(parseSettings(smsSettingsSchema, name, settings), secret(), outgoing);
    case 'dhis2':
      return openInstance(parseSettings(dhis2SettingsSchema, name, settings).instance, tools);
  }
}

function secretOf(channel: RegisteredChannel, vault: Vault): string {
  if (channel.secret !== undefined) return vault.open(channel.secret, bindingOfChannel(channel));
  if (!needsSecret(channel.kind, channel.settings)) return '';
  throw invalid(channel.name, 'it has no secret');
}

function slackUrl(channel: string, url: string): string {
  if (!/^https?:$/.test(URL.parse(url)?.protocol ?? '')) throw invalid(channel, 'the secret is no address');
  return url;
}

function invalid(channel: string, reason: string): PlatformError {
  return new PlatformError('NOTICE_CHANNEL_INVALID', { args: { channel, reason } });
}

async function openInstance(name: string, { database, vault, clock, outgoing }: ChannelTools): Promise<Channel> {
  const found = await findInstance(database, name);
  if (!found) throw new PlatformError('INSTANCE_NAME_UNKNOWN', { args: { name } });
  const { url, username, secretKind, allowSelfSigned } = found;
  const secret = vault.decrypt(found.secret, { name, url });
  const credentials =
    secretKind === 'token'
      ? ({ kind: 'token', token: secret } as const)
      : ({ kind: 'basic', username: username ?? '', password: secret } as const);
  return openDhis2Messages({ address: url, credentials, allowSelfSigned, clock, outgoing });
}
