import { formatDateTime } from '../../model/formats.ts';
import { type Bilingual, inLanguage, type Language } from '../../model/language.ts';
import type { NoticeRule } from '../../model/notice-rule.ts';
import { type LoggedDelivery, listDeliveries } from '../../store/notice-delivery.ts';
import type { DeliveryState } from '../../store/notice-tables.ts';
import type { Cli } from '../cli.ts';
import { exitCodes } from '../exit-code.ts';
import { type Column, renderTable } from '../table.ts';
import { tellLines } from '../tell-lines.ts';
import { withStore } from '../with-store.ts';
import { loadNotices } from './notice.ts';

/** How many deliveries are shown. */
export const latestDeliveries = 20;

/** `relais notice list`: channels, rules and the latest deliveries; never a secret. */
export function listNoticesCommand(cli: Cli, options: { readonly json?: boolean }): Promise<number> {
  return withStore(cli, async ({ database }) => {
    const { channels, rules } = await loadNotices(database);
    const deliveries = await listDeliveries(database, { limit: latestDeliveries });
    if (options.json) {
      cli.terminal.out.write(`${JSON.stringify({ channels, rules, deliveries })}\n`);
      return exitCodes.identical;
    }
    return tellLines(cli, renderNotices(cli, { channels, rules, deliveries }));
  });
}

/** What of notices is shown: never a secret. */
export interface ShownNotices {
  readonly channels: readonly { readonly name: string; readonly kind: string; readonly hasSecret: boolean }[];
  readonly rules: readonly Pick<NoticeRule, 'name' | 'channel' | 'recipient' | 'leastSeverity' | 'isEnabled'>[];
  readonly deliveries: readonly ShownDelivery[];
}

type ShownDelivery = Pick<
  LoggedDelivery,
  'rule' | 'event' | 'topic' | 'state' | 'finishedAt' | 'dueAt' | 'attempts' | 'code'
>;

/** Channels, rules and deliveries as three tables. */
export function renderNotices({ language }: Cli, { channels, rules, deliveries }: ShownNotices): readonly string[] {
  const say = (fr: string, en: string) => inLanguage({ fr, en }, language);
  if (channels.length === 0)
    return [say('Aucun canal : relais notice set FICHIER', 'No channel: relais notice set FILE')];
  return [
    ...renderTable(
      columns(say('Canal', 'Channel'), '', ''),
      channels.map(({ name, kind, hasSecret }) => [name, kind, hasSecret ? say('avec secret', 'with secret') : '']),
    ),
    '',
    ...renderTable(
      columns(say('Règle', 'Rule'), say('Canal', 'Channel'), say('Destinataire', 'Recipient'), say('Dès', 'From')),
      rules.map(({ name, channel, recipient, leastSeverity, isEnabled }) => [
        name,
        channel,
        recipient,
        isEnabled ? leastSeverity : say('arrêtée', 'switched off'),
      ]),
    ),
    '',
    ...renderTable(
      columns(say('Envoi', 'Delivery'), say('Règle', 'Rule'), '', say('Sujet', 'About'), say('État', 'State')),
      deliveries.map((delivery) => deliveryRow(delivery, language)),
    ),
  ];
}

function columns(...titles: readonly string[]): readonly Column[] {
  return titles.map((title) => ({ title, align: 'left' }));
}

const stateWords: Readonly<Record<DeliveryState, Bilingual>> = {
  waiting: { fr: 'attend', en: 'waits' },
  sent: { fr: 'envoyé', en: 'sent' },
  failed: { fr: 'échec', en: 'failed' },
  repeated: { fr: 'déjà dit', en: 'told already' },
  merged: { fr: 'dit avec d’autres', en: 'told with others' },
};

function deliveryRow(delivery: ShownDelivery, language: Language): readonly string[] {
  const { rule, event, topic, state, finishedAt, dueAt, attempts, code } = delivery;
  const trouble = state === 'sent' || code === null ? '' : ` (${attempts}: ${code})`;
  return [formatDateTime(finishedAt ?? dueAt, language), rule, event, topic, stateWords[state][language] + trouble];
}
