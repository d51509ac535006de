import { readFile } from 'node:fs/promises';
import { systemClock } from '../../dhis2/retry.ts';
import { PlatformError } from '../../model/errors/platform-error.ts';
import { needsSecret } from '../../notify/channels/settings.ts';
import { type NoticeFile, parseNoticeFile } from '../../notify/notice-file.ts';
import { removeNotice, setChannel, setRule } from '../../notify/set-notices.ts';
import { testChannel } from '../../notify/test-channel.ts';
import type { Database } from '../../store/database.ts';
import { findChannel, listChannels } from '../../store/notice-channel.ts';
import { listRules } from '../../store/notice-rule.ts';
import { bindingOfChannel } from '../../vault/bindings.ts';
import type { Cli } from '../cli.ts';
import { exitCodes } from '../exit-code.ts';
import { variablePrefix } from '../resolve-instance.ts';
import { commandLineActor } from '../with-access.ts';
import { withStore } from '../with-store.ts';

type ChannelToSet = NoticeFile['channels'][number];

/** `relais notice set FILE`: sets what the file describes, all or none; what it does not name stays as it is. */
export async function setNoticesCommand(cli: Cli, file: string): Promise<number> {
  const { channels, rules } = await readNoticeFile(file);
  const vault = await cli.openVault();
  return withStore(cli, async ({ database }) => {
    const secrets = new Map<string, string | undefined>();
    for (const channel of channels) {
      const secret = await secretFor(cli, database, channel);
      const sealed = secret === undefined ? undefined : vault.seal(secret, bindingOfChannel(channel));
      secrets.set(channel.name, sealed);
    }
    const actor = commandLineActor();
    await database.transaction().execute(async (transaction) => {
      for (const channel of channels)
        await setChannel(transaction, actor, { ...channel, secret: secrets.get(channel.name) });
      for (const rule of rules) await setRule(transaction, actor, rule);
    });
    const names = [...channels, ...rules].map(({ name }) => name).join(', ');
    cli.terminal.out.write(cli.language === 'fr' ? `Posés\u00A0: ${names}\n` : `Set: ${names}\n`);
    return exitCodes.identical;
  });
}

async function readNoticeFile(file: string): Promise<NoticeFile> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new PlatformError('FILE_UNREADABLE', { args: { file, reason }, cause });
  });
  const parsed = parseNoticeFile(text);
  if ('reason' in parsed) throw new PlatformError('NOTICE_FILE_INVALID', { args: { file, reason: parsed.reason } });
  return parsed;
}

/** From `RELAIS_<NAME>_TOKEN` or `_PASSWORD`, else the one that is kept already, else from a question. */
async function secretFor(cli: Cli, database: Database, channel: ChannelToSet): Promise<string | undefined> {
  if (!needsSecret(channel.kind, channel.settings)) return undefined;
  const prefix = variablePrefix(channel.name);
  const { token, password } = cli.findCredentials(prefix);
  const given = token ?? password;
  if (given !== undefined) return given;
  const known = await findChannel(database, channel.name);
  if (known?.secret !== undefined && known.kind === channel.kind) {
    return (await cli.openVault()).open(known.secret, bindingOfChannel(channel));
  }
  if (!cli.terminal.canAsk) {
    const args = { channel: channel.name, variable: `RELAIS_${prefix}_TOKEN` };
    throw new PlatformError('NOTICE_SECRET_MISSING', { args });
  }
  const { name } = channel;
  const question = cli.language === 'fr' ? `Secret du canal ${name}\u00A0: ` : `Secret of the channel ${name}: `;
  return cli.terminal.ask(question, { isSecret: true, signal: cli.signal });
}

/** `relais notice remove NAME`. */
export function removeNoticeCommand(cli: Cli, name: string, options: { readonly rule?: boolean }): Promise<number> {
  const kind = options.rule ? 'rule' : 'channel';
  return withStore(cli, async ({ database }) => {
    await database.transaction().execute((transaction) => removeNotice(transaction, commandLineActor(), kind, name));
    return exitCodes.identical;
  });
}

/** `relais notice test CHANNEL RECIPIENT`: at once, past all rules. */
export async function testNoticeCommand(cli: Cli, name: string, recipient: string | undefined): Promise<number> {
  const vault = await cli.openVault();
  return withStore(cli, async ({ database }) => {
    const to = recipient ?? (await usualRecipient(database, name));
    const { outgoing, language, signal } = cli;
    const tools = { database, vault, clock: systemClock, outgoing };
    const answer = await testChannel(tools, { name, recipient: to, language }, signal);
    cli.terminal.out.write(cli.language === 'fr' ? `Envoyé\u00A0: ${answer}\n` : `Sent: ${answer}\n`);
    return exitCodes.identical;
  });
}

/** The recipient of the channel's first rule; none where the channel needs none. */
async function usualRecipient(database: Database, channel: string): Promise<string> {
  const rules = await listRules(database);
  return rules.find((rule) => rule.channel === channel)?.recipient ?? '';
}

/** For programs: everything but secrets. */
export async function loadNotices(database: Database) {
  const channels = (await listChannels(database)).map(({ secret, ...shown }) => ({
    ...shown,
    hasSecret: secret !== undefined,
  }));
  return { channels, rules: await listRules(database) };
}
