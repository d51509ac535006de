import { setTimeout as sleep } from 'node:timers/promises';
import type { LogEntry } from '@relais/contract/log.ts';
import { errorCodes } from '../model/errors/codes.ts';
import { isRecord } from '../model/is-record.ts';
import type { Language } from '../model/language.ts';
import { explainReason, isReasonCode } from '../model/run-reason.ts';
import type { Database } from '../store/database.ts';
import { type LogFilter, type LogRow, listLogFrom, momentOfCursor } from '../store/log.ts';
import type { ServerEvent, Told } from './route.ts';

/** What was written a moment before it could be read is not passed over: this far back is looked each time. */
const overlapMs = 10_000;
const entriesAtATime = 1_000;
const silenceMs = 15_000;

/** An entry in the reader's language. */
export function tellEntry(row: LogRow, language: Language): Told<LogEntry> {
  const { fr, en, args, code, stage, state, by, ...same } = row;
  const text = language === 'fr' ? fr : en;
  return {
    ...same,
    code: code ?? undefined,
    stage: stage ?? undefined,
    state: state ?? undefined,
    text: text ?? reasonText(code, args, language),
    by: by ?? undefined,
  };
}

function reasonText(code: string | null, args: unknown, language: Language): string | undefined {
  if (code === 'FAULT') return reasonText('RUN_FAULT', args, language);
  if (code === null || !isReasonCode(code)) return undefined;
  const text = explainReason({ code, args: argumentsOf(args) }, language);
  const hint = code in errorCodes ? ` ${errorCodes[code as keyof typeof errorCodes][language].hint}` : '';
  return hint === '' ? text : `${text}.${hint}`;
}

function argumentsOf(args: unknown): Readonly<Record<string, string | number>> {
  const parsed: unknown = typeof args === 'string' ? JSON.parse(args) : args;
  const entries = Object.entries(isRecord(parsed) ? parsed : {});
  return Object.fromEntries(entries.filter((entry): entry is [string, string | number] => isTold(entry[1])));
}

function isTold(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number';
}

/** Entries as they come, from the one behind `after` on, or from now on; without an end. */
export async function* followLog(
  database: Database,
  filter: LogFilter,
  reader: {
    readonly after: string | undefined;
    readonly language: Language;
    readonly everyMs: number;
    readonly signal: AbortSignal;
  },
): AsyncGenerator<ServerEvent> {
  const { after, language, everyMs, signal } = reader;
  const told = new Map<string, number>();
  let newest = after === undefined ? Date.now() : momentOfCursor(after).getTime();
  const begin = newest;
  if (after !== undefined) told.set(after, newest);
  let toldAt = Date.now();
  while (!signal.aborted) {
    const from = new Date(Math.max(begin, newest - overlapMs));
    for (const row of await listLogFrom(database, filter, { from, limit: entriesAtATime })) {
      if (told.has(row.id)) continue;
      told.set(row.id, row.at.getTime());
      newest = Math.max(newest, row.at.getTime());
      toldAt = Date.now();
      yield { name: 'entry', id: row.id, data: tellEntry(row, language) };
    }
    for (const [id, at] of told) if (at < newest - 2 * overlapMs) told.delete(id);
    if (Date.now() - toldAt > silenceMs) {
      toldAt = Date.now();
      yield { name: 'still there', data: undefined };
    }
    await sleep(everyMs, undefined, { signal }).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }
}
