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
import { tellLines } from '../tell-lines.ts';
import { commandLineActor } from '../with-access.ts';
import { withStore } from '../with-store.ts';

type ChannelToSet = NoticeFile['channels'][number];

/** `relais notice set FILE`: sets what the file describes, all or none; what it does not name stays as it is. */
export async function setNoticesCommand(cli: Cli, file: string): Promise<number> {
  const { channels, rules } = (await readNoticeFile(file)).notices;
  const vault = await cli.openVault();
  return withStore(cli, async ({ database }) => {
    const secrets = new Map<string, string | undefined>();
    for (const channel of channels) {
      const kept = await keptSecret(database, channel);
      const fresh = await findNewSecret(cli, channel, { isKept: kept !== undefined });
      secrets.set(channel.name, fresh === undefined ? kept : vault.seal(fresh, bindingOfChannel(channel)));
    }
    const actor = commandLineActor();
    await database.transaction().execute(async (transaction) => {
      for (const channel of channels)
        await setChannel(transaction, actor, { ...channel, secret: secrets.get(channel.name) });
      for (const rule of rules) await setRule(transaction, actor, rule);
    });
    return tellNoticesSet(cli, [...channels, ...rules]);
  });
}

export function tellNoticesSet(cli: Cli, set: readonly { readonly name: string }[]): number {
  const names = set.map(({ name }) => name).join(', ');
  return tellLines(cli, [cli.language === 'fr' ? `Posés\u00A0: ${names}` : `Set: ${names}`]);
}

/**
 * What a file says, understood and as it is written.
 * @throws PlatformError FILE_UNREADABLE, NOTICE_FILE_INVALID.
 */
export async function readNoticeFile(file: string): Promise<{ readonly notices: NoticeFile; readonly text: string }> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new PlatformError('FILE_UNREADABLE', { args: { file, reason }, cause });
  });
  const notices = parseNoticeFile(text);
  if ('reason' in notices) throw new PlatformError('NOTICE_FILE_INVALID', { args: { file, reason: notices.reason } });
  return { notices, text };
}

/** The ciphertext that a channel of this kind has already. */
async function keptSecret(database: Database, { name, kind, settings }: ChannelToSet): Promise<string | undefined> {
  const known = needsSecret(kind, settings) ? await findChannel(database, name) : undefined;
  return known?.kind === kind ? known.secret : undefined;
}

/**
 * From `RELAIS_<NAME>_TOKEN` or `_PASSWORD`, else from a question where none is kept; undefined where none is needed, or the kept one stays.
 * @throws PlatformError NOTICE_SECRET_MISSING where nobody can be asked.
 */
export async function findNewSecret(
  cli: Cli,
  { name, kind, settings }: ChannelToSet,
  { isKept }: { readonly isKept: boolean },
): Promise<string | undefined> {
  if (!needsSecret(kind, settings)) return undefined;
  const prefix = variablePrefix(name);
  const { token, password } = cli.findCredentials(prefix);
  const given = token ?? password;
  if (given !== undefined || isKept) return given;
  if (!cli.terminal.canAsk) {
    throw new PlatformError('NOTICE_SECRET_MISSING', { args: { channel: name, variable: `RELAIS_${prefix}_TOKEN` } });
  }
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
    return tellNoticeSent(cli, answer);
  });
}

export function tellNoticeSent(cli: Cli, answer: string): number {
  return tellLines(cli, [cli.language === 'fr' ? `Envoyé\u00A0: ${answer}` : `Sent: ${answer}`]);
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
