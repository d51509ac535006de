import type { ErrorArguments } from '../model/errors/platform-error.ts';
import { formatDateTime, formatDuration, formatNumber } from '../model/formats.ts';
import { type Bilingual, inLanguage, type Language } from '../model/language.ts';
import { type NoticeEventName, noticeEvents, type Severity, severities } from '../model/notice-event.ts';
import { explainReason, isReasonCode } from '../model/run-reason.ts';
import type { KeptEvent } from '../store/notice-event.ts';

/** What a channel sends: texts for people, and what happened for programs. */
export interface NoticeMessage {
  /** The same each time that this very message is sent again, so that a receiver can drop what comes twice. */
  readonly id: string;
  readonly language: Language;
  readonly severity: Severity;
  /** One line. */
  readonly subject: string;
  readonly text: string;
  readonly events: readonly MessageEvent[];
}

/** One event, as a webhook is told of it. */
export interface MessageEvent {
  readonly name: NoticeEventName;
  readonly severity: Severity;
  readonly happenedAt: string;
  readonly run: number | undefined;
  readonly replication: string | undefined;
  readonly args: Readonly<Record<string, string | number>>;
}

const severityWords: Readonly<Record<Severity, Bilingual>> = {
  info: { fr: 'information', en: 'information' },
  warning: { fr: 'avertissement', en: 'warning' },
  critical: { fr: 'urgent', en: 'urgent' },
};

const mostInDigest = 50;

export interface MessageFrame {
  readonly id: string;
  readonly language: Language;
  /** The rule that wants it told, named at the end of a text so that people know what to change. */
  readonly rule: string;
}

/** The message for one event, or for several in their order. */
export function renderMessage(events: readonly [KeptEvent, ...KeptEvent[]], frame: MessageFrame): NoticeMessage {
  const { id, language } = frame;
  const severity = severities.findLast((level) => events.some((event) => event.severity === level)) ?? 'info';
  const say = (text: Bilingual) => inLanguage(text, language);
  const [first, ...others] = events;
  const subject = others.length === 0 ? subjectOf(first, language) : digestSubject(events.length, severity, say);
  const paragraphs = others.length === 0 ? [textOf(first, language)] : digestLines(events, language);
  const footer = say({ fr: `Relais, règle « ${frame.rule} »`, en: `Relais, rule “${frame.rule}”` });
  return {
    ...{ id, language, severity, subject },
    text: [...paragraphs, '', `-- ${footer}`].join('\n'),
    events: events.map(forPrograms),
  };
}

function digestSubject(count: number, severity: Severity, say: (text: Bilingual) => string): string {
  const worst = say(severityWords[severity]);
  return say({ fr: `${count} nouvelles de Relais (${worst})`, en: `${count} notices from Relais (${worst})` });
}

function digestLines(events: readonly KeptEvent[], language: Language): readonly string[] {
  const lines = events
    .slice(0, mostInDigest)
    .map((event) => `${formatDateTime(event.happenedAt, language)} · ${subjectOf(event, language)}`);
  const more = events.length - lines.length;
  return more > 0 ? [...lines, inLanguage({ fr: `… et ${more} autres`, en: `… and ${more} more` }, language)] : lines;
}

function subjectOf(event: KeptEvent, language: Language): string {
  return fill(noticeEvents[event.name].subject, event.args, language);
}

function textOf(event: KeptEvent, language: Language): string {
  return fill(noticeEvents[event.name].text, event.args, language);
}

function fill(text: Bilingual, args: Readonly<Record<string, string | number>>, language: Language): string {
  return inLanguage(text, language).replace(/\{(\w+)\}/g, (_whole, name: string) => {
    if (name === 'reason') return reasonOf(args, language);
    const value = args[name];
    if (typeof value !== 'number') return value ?? '…';
    return name.endsWith('Ms') ? formatDuration(value, language) : formatNumber(value, language);
  });
}

/**
 * The words of a code, with those of its arguments that an event may name. Whatever else a failure says in its own words (a server's message may
 * quote a value) stays where it is: in the run's report.
 */
function reasonOf({ code, ...args }: Readonly<Record<string, string | number>>, language: Language): string {
  if (typeof code !== 'string' || !isReasonCode(code)) return String(code ?? '…');
  const known: ErrorArguments = { ...args, address: args.instance ?? args.target ?? '…' };
  return explainReason({ code, args: known }, language).replace(/\{\w+\}/g, '…');
}

function forPrograms({ name, severity, happenedAt, runId, replication, args }: KeptEvent): MessageEvent {
  return { name, severity, happenedAt: happenedAt.toISOString(), run: runId, replication, args };
}
