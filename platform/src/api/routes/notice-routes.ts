import {
  type Channel,
  deliveryQuerySchema,
  deliverySchema,
  type NoticeRuleToSet,
  noticeEventSchema,
  noticeParamsSchema,
  noticeRuleSchema,
  noticeRuleToSetSchema,
  noticesSetSchema,
  noticesToSetSchema,
} from '@relais/contract/notice.ts';
import { listOf, pageOf } from '@relais/contract/paging.ts';
import type { Access } from '../../access/access.ts';
import { assertMay, may, subjectOfPair } from '../../access/may.ts';
import type { Principal } from '../../access/principal.ts';
import { PlatformError } from '../../model/errors/platform-error.ts';
import { inLanguage } from '../../model/language.ts';
import { noticeEventNames, noticeEvents } from '../../model/notice-event.ts';
import type { NoticeRule } from '../../model/notice-rule.ts';
import { parseNotices } from '../../notify/notice-file.ts';
import { removeNotice, setRule } from '../../notify/set-notices.ts';
import type { Database } from '../../store/database.ts';
import { listDeliveries } from '../../store/notice-delivery.ts';
import { listRules } from '../../store/notice-rule.ts';
import { findReplication } from '../../store/replication.ts';
import { RequestRefused } from '../problem.ts';
import { guardedRoute, type Route } from '../route.ts';
import { defineChannel } from './channel-routes.ts';

const named = { params: noticeParamsSchema, action: 'notice-rule.define', subject: 'each' } as const;

/** Who is told of what, and what became of it. Operators see and set what concerns replications of theirs alone. */
export const noticeRoutes: readonly Route[] = [
  guardedRoute({
    method: 'GET',
    path: '/notices/events',
    summary: 'Everything that people can be told of',
    action: 'notice.see',
    subject: 'none',
    answer: listOf(noticeEventSchema),
    handle: async ({ language }) => ({
      items: noticeEventNames.map((name) => {
        const { severity, subject } = noticeEvents[name];
        return { name, severity, subject: inLanguage(subject, language) };
      }),
    }),
  }),
  guardedRoute({
    method: 'GET',
    path: '/notices/rules',
    summary: 'The rules by which people are told',
    action: 'notice.see',
    subject: 'each',
    answer: listOf(noticeRuleSchema),
    handle: async ({ access, principal }) => ({ items: (await seenRules(access.database, principal)).map(shown) }),
  }),
  guardedRoute({
    method: 'PUT',
    path: '/notices/rules/:name',
    summary: 'Sets a rule, or puts another in its place',
    ...named,
    body: noticeRuleToSetSchema,
    answer: noticeRuleSchema,
    handle: ({ access, principal, params: { name }, body }) => defineRule(access, principal, name, body),
  }),
  guardedRoute({
    method: 'PUT',
    path: '/notices',
    summary: 'Sets channels and rules together, all or none; what is not named stays as it is',
    action: 'notice-rule.define',
    subject: 'each',
    body: noticesToSetSchema,
    answer: noticesSetSchema,
    handle: async ({ access, principal, body }) => {
      const channels: Channel[] = [];
      const rules: ReturnType<typeof shown>[] = [];
      for (const [name, channel] of Object.entries(body.channels)) {
        assertMay(principal, 'channel.define');
        channels.push(await defineChannel(access, name, channel));
      }
      for (const [name, rule] of Object.entries(body.rules)) {
        rules.push(await defineRule(access, principal, name, rule));
      }
      return { channels, rules };
    },
  }),
  guardedRoute({
    method: 'DELETE',
    path: '/notices/rules/:name',
    summary: 'Forgets a rule and its log',
    ...named,
    handle: async ({ access, principal, params: { name } }) => {
      const rule = (await listRules(access.database)).find((each) => each.name === name);
      if (rule) await assertTheirs(access, principal, rule);
      await removeNotice(access.database, access.actor, 'rule', name);
      return undefined;
    },
  }),
  guardedRoute({
    method: 'GET',
    path: '/notices/deliveries',
    summary: 'What became of each notice, the newest first',
    action: 'notice.see',
    subject: 'each',
    query: deliveryQuerySchema,
    answer: pageOf(deliverySchema),
    handle: async ({ access: { database }, principal, query: { limit, after, state } }) => {
      const found = await listDeliveries(database, {
        limit: limit + 1,
        olderThan: after,
        states: state && [state],
        rules: (await seenRules(database, principal)).map(({ name }) => name),
      });
      const items = found.slice(0, limit).map(({ finishedAt, code, answer, ...delivery }) => ({
        ...delivery,
        finishedAt: finishedAt ?? undefined,
        code: code ?? undefined,
        answer: answer ?? undefined,
      }));
      return { items, next: found.length > limit ? items.at(-1)?.id : undefined };
    },
  }),
];

/** Sets a rule as it was asked for; gives what of it is shown. */
async function defineRule(access: Access, principal: Principal, name: string, body: NoticeRuleToSet) {
  const parsed = parseNotices({ rules: [{ name, ...body }] });
  if ('reason' in parsed) throw new RequestRefused([{ path: 'body', message: parsed.reason }]);
  const [rule] = parsed.rules;
  if (rule === undefined) throw new PlatformError('REQUEST_INVALID');
  const before = (await listRules(access.database)).find((each) => each.name === name);
  for (const each of [rule, before]) if (each) await assertTheirs(access, principal, each);
  await setRule(access.database, access.actor, rule);
  return shown(rule);
}

async function seenRules(database: Database, principal: Principal): Promise<readonly NoticeRule[]> {
  const rules = [];
  for (const rule of await listRules(database)) if (await isTheirs(database, principal, rule)) rules.push(rule);
  return rules;
}

async function assertTheirs({ database }: Access, principal: Principal, rule: NoticeRule): Promise<void> {
  assertMay(principal, 'notice-rule.define');
  if (await isTheirs(database, principal, rule)) return;
  throw new PlatformError('ACCESS_DENIED', { args: { action: 'notice-rule.define' } });
}

/** Administrators are told of everything; an operator of replications between instances of theirs, which the rule has to name. */
async function isTheirs(database: Database, principal: Principal, { replications }: NoticeRule): Promise<boolean> {
  if (principal.role === 'administrator') return true;
  if (replications === undefined) return false;
  for (const name of replications) {
    const replication = await findReplication(database, name);
    const subject = replication && (await subjectOfPair(database, replication));
    if (!may(principal, 'replication.see', subject)) return false;
  }
  return true;
}

function shown(rule: NoticeRule) {
  const { isEnabled, leastSeverity, quietHours, digest, events, replications, ...same } = rule;
  return {
    ...same,
    ...{ enabled: isEnabled, severity: leastSeverity },
    events: events && [...events],
    replications: replications && [...replications],
    quietHours: quietHours && {
      from: timeOf(quietHours.from),
      until: timeOf(quietHours.until),
      forCritical: quietHours.forCritical,
    },
    digest: digest?.kind === 'daily' ? { dailyAt: timeOf(digest.at) } : digest?.kind,
  };
}

/** `22:00` from minutes after midnight. */
function timeOf(minutes: number): string {
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
}
