import { PlatformError } from '../model/errors/platform-error.ts';
import type { Language } from '../model/language.ts';
import { findChannel } from '../store/notice-channel.ts';
import { type ChannelTools, openChannel } from './channels/open-channel.ts';
import { renderMessage } from './message.ts';

/**
 * Sends a test to one recipient, at once and past all rules. Gives what the other side answered.
 * @throws PlatformError NOTICE_CHANNEL_UNKNOWN, NOTICE_CHANNEL_INVALID, or why it was not sent.
 */
export async function testChannel(
  tools: ChannelTools,
  { name, recipient, language }: { readonly name: string; readonly recipient: string; readonly language: Language },
  signal: AbortSignal,
): Promise<string> {
  const registered = await findChannel(tools.database, name);
  if (!registered) throw new PlatformError('NOTICE_CHANNEL_UNKNOWN', { args: { channel: name } });
  const now = new Date(tools.clock.now());
  const event = {
    ...({ id: 0, name: 'notice.test', severity: 'info', replication: undefined, runId: undefined } as const),
    ...{ topic: name, sameness: '', happenedAt: now, args: { channel: name } },
  };
  const channel = await openChannel(registered, tools);
  const message = renderMessage([event], { id: `relais-test-${now.getTime()}`, language, rule: 'test' });
  const outcome = await channel.send(message, recipient, signal);
  if (outcome.kind === 'sent') return outcome.answer;
  throw new PlatformError(outcome.code, { args: { channel: name, recipient, reason: outcome.answer } });
}
