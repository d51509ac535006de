import {
  type Channel,
  type ChannelToSet,
  channelKindSchema,
  channelSchema,
  channelTestedSchema,
  deliverySchema,
  deliveryStateSchema,
  type NoticeRule,
  type NoticeRuleToSet,
  noticeEventSchema,
  noticeRuleSchema,
  severitySchema,
} from '@relais/contract/notice.ts';
import { listOf, pageOf } from '@relais/contract/paging.ts';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import { ask, tell } from './ask.ts';

export type { Channel, ChannelToSet, NoticeRule, NoticeRuleToSet };
export type ChannelKind = Channel['kind'];
export type Delivery = z.output<typeof deliverySchema>;

export const channelKinds = channelKindSchema.options;
export const severities = severitySchema.options;
export const deliveryStates = deliveryStateSchema.options;

export const channelsQuery = queryOptions({
  queryKey: ['notices', 'channels'],
  queryFn: async ({ signal }) => (await ask(listOf(channelSchema), '/notices/channels', { signal })).items,
});

export function setChannel(name: string, channel: ChannelToSet): Promise<Channel> {
  return ask(channelSchema, `/notices/channels/${encodeURIComponent(name)}`, { method: 'PUT', body: channel });
}

/** Its rules and their log go along. */
export function removeChannel(name: string): Promise<void> {
  return tell(`/notices/channels/${encodeURIComponent(name)}`, { method: 'DELETE' });
}

/** Sends a test at once; gives what the other side answered. */
export async function testChannel(name: string, recipient: string, language: 'fr' | 'en'): Promise<string> {
  const path = `/notices/channels/${encodeURIComponent(name)}/test`;
  return (await ask(channelTestedSchema, path, { method: 'POST', body: { recipient, language } })).answer;
}

export const noticeEventsQuery = queryOptions({
  queryKey: ['notices', 'events'],
  queryFn: async ({ signal }) => (await ask(listOf(noticeEventSchema), '/notices/events', { signal })).items,
});

export const rulesQuery = queryOptions({
  queryKey: ['notices', 'rules'],
  queryFn: async ({ signal }) => (await ask(listOf(noticeRuleSchema), '/notices/rules', { signal })).items,
});

export function setRule(name: string, rule: NoticeRuleToSet): Promise<NoticeRule> {
  return ask(noticeRuleSchema, `/notices/rules/${encodeURIComponent(name)}`, { method: 'PUT', body: rule });
}

export function removeRule(name: string): Promise<void> {
  return tell(`/notices/rules/${encodeURIComponent(name)}`, { method: 'DELETE' });
}

/** What became of each notice, the newest first, page by page. */
export function deliveriesQuery(state: string | undefined) {
  return infiniteQueryOptions({
    queryKey: ['notices', 'deliveries', state],
    queryFn: ({ pageParam, signal }) =>
      ask(pageOf(deliverySchema), '/notices/deliveries', { query: { state, after: pageParam }, signal }),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: ({ next }) => next,
  });
}
