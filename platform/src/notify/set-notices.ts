import type { AuditActor } from '../model/audit.ts';
import { PlatformError } from '../model/errors/platform-error.ts';
import type { NoticeRule } from '../model/notice-rule.ts';
import { recordAudit } from '../store/audit.ts';
import type { Database } from '../store/database.ts';
import { findChannel, type RegisteredChannel, removeChannel, saveChannel } from '../store/notice-channel.ts';
import { listRules, removeRule, saveRule } from '../store/notice-rule.ts';

/**
 * Sets a channel, or puts another in its place; the secret is ciphertext already. To be called in a transaction, like all of these: the
 * audit trail is told of it.
 */
export async function setChannel(
  transaction: Database,
  actor: AuditActor,
  channel: Omit<RegisteredChannel, 'id'>,
): Promise<RegisteredChannel> {
  const before = await findChannel(transaction, channel.name);
  const saved = await saveChannel(transaction, channel);
  await recordAudit(transaction, {
    actor,
    action: 'channel.set',
    subject: { kind: 'channel', name: channel.name },
    ...(before && { before: { kind: before.kind, settings: before.settings } }),
    after: { kind: channel.kind, settings: channel.settings, hasNewSecret: channel.secret !== before?.secret },
  });
  return saved;
}

/** @throws PlatformError NOTICE_CHANNEL_UNKNOWN where the rule's channel is not there. */
export async function setRule(transaction: Database, actor: AuditActor, rule: NoticeRule): Promise<void> {
  const channel = await findChannel(transaction, rule.channel);
  if (!channel) throw new PlatformError('NOTICE_CHANNEL_UNKNOWN', { args: { channel: rule.channel } });
  const before = (await listRules(transaction)).find(({ name }) => name === rule.name);
  await saveRule(transaction, channel.id, rule);
  await recordAudit(transaction, {
    actor,
    action: 'rule.set',
    subject: { kind: 'rule', name: rule.name },
    ...(before && { before: { ...before } }),
    after: { ...rule },
  });
}

/**
 * Forgets a channel with its rules, or a single rule.
 * @throws PlatformError NOTICE_CHANNEL_UNKNOWN, NOTICE_RULE_UNKNOWN.
 */
export async function removeNotice(
  transaction: Database,
  actor: AuditActor,
  kind: 'channel' | 'rule',
  name: string,
): Promise<void> {
  const isGone = await { channel: removeChannel, rule: removeRule }[kind](transaction, name);
  if (!isGone) {
    throw kind === 'rule'
      ? new PlatformError('NOTICE_RULE_UNKNOWN', { args: { rule: name } })
      : new PlatformError('NOTICE_CHANNEL_UNKNOWN', { args: { channel: name } });
  }
  await recordAudit(transaction, { actor, action: `${kind}.removed`, subject: { kind, name } });
}
