import { channelSchema, channelTestedSchema, deliverySchema, noticeRuleSchema } from '@relais/contract/notice.ts';
import { listOf, pageOf } from '@relais/contract/paging.ts';
import { z } from 'zod';
import type { NoticeActions } from '../add-notice-commands.ts';
import type { Cli } from '../cli.ts';
import { findNewSecret, readNoticeFile, tellNoticeSent, tellNoticesSet } from '../commands/notice.ts';
import { latestDeliveries, renderNotices } from '../commands/notice-list.ts';
import { exitCodes } from '../exit-code.ts';
import { tellLines } from '../tell-lines.ts';
import type { RemoteService, WithService } from './remote-service.ts';

/** What a file names, with the rest as it is written: the service reads it as this command line has. */
const namedSchema = z.looseObject({ name: z.string() });
const writtenSchema = z.object({ channels: z.array(namedSchema).default([]), rules: z.array(namedSchema).default([]) });

/** `relais notice …` at a service. */
export function remoteNoticeActions(cli: Cli, within: WithService): NoticeActions {
  return {
    list: (options) =>
      within(async (service) => {
        const [channels, rules] = [await listChannels(service), await listRules(service)];
        const path = `/notices/deliveries?limit=${latestDeliveries}`;
        const deliveries = pageOf(deliverySchema).parse(await service.ask('GET', path)).items;
        if (options.json) {
          cli.terminal.out.write(`${JSON.stringify({ channels, rules, deliveries })}\n`);
          return exitCodes.identical;
        }
        const shown = {
          channels,
          rules: rules.map((rule) => ({ ...rule, leastSeverity: rule.severity, isEnabled: rule.enabled })),
          deliveries: deliveries.map(({ finishedAt, dueAt, code = null, ...delivery }) => ({
            ...{ ...delivery, code, dueAt: new Date(dueAt) },
            finishedAt: finishedAt === undefined ? null : new Date(finishedAt),
          })),
        };
        return tellLines(cli, renderNotices(cli, shown));
      }),
    set: async (file) => {
      const { notices, text } = await readNoticeFile(file);
      const written = writtenSchema.parse(JSON.parse(text));
      return within(async (service) => {
        const known = await listChannels(service);
        const secrets = new Map<string, string | undefined>();
        for (const channel of notices.channels) {
          const { name, kind } = channel;
          const isKept = known.some((each) => each.name === name && each.kind === kind && each.hasSecret);
          secrets.set(name, await findNewSecret(cli, channel, { isKept }));
        }
        await service.ask('PUT', '/notices', {
          channels: Object.fromEntries(
            written.channels.map(({ name, ...rest }) => [name, { ...rest, secret: secrets.get(name) }]),
          ),
          rules: Object.fromEntries(written.rules.map(({ name, ...rest }) => [name, rest])),
        });
        return tellNoticesSet(cli, [...notices.channels, ...notices.rules]);
      });
    },
    remove: (name, { rule }) =>
      within(async (service) => {
        await service.ask('DELETE', `/notices/${rule ? 'rules' : 'channels'}/${encodeURIComponent(name)}`);
        return exitCodes.identical;
      }),
    test: (channel, recipient) =>
      within(async (service) => {
        const to = recipient ?? (await listRules(service)).find((rule) => rule.channel === channel)?.recipient ?? '';
        const path = `/notices/channels/${encodeURIComponent(channel)}/test`;
        const { answer } = channelTestedSchema.parse(await service.ask('POST', path, { recipient: to }));
        return tellNoticeSent(cli, answer);
      }),
  };
}

async function listChannels(service: RemoteService) {
  return listOf(channelSchema).parse(await service.ask('GET', '/notices/channels')).items;
}

async function listRules(service: RemoteService) {
  return listOf(noticeRuleSchema).parse(await service.ask('GET', '/notices/rules')).items;
}
