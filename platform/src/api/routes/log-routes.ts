import { logExportSchema, logFilterSchema, logPageSchema, logQuerySchema } from '@relais/contract/log.ts';
import type { z } from 'zod';
import type { Principal } from '../../access/principal.ts';
import { csvLine } from '../../model/csv.ts';
import type { Language } from '../../model/language.ts';
import type { Database } from '../../store/database.ts';
import { type LogFilter, listLog, readLog } from '../../store/log.ts';
import { seenInstances } from '../about.ts';
import { followLog, tellEntry } from '../follow-log.ts';
import { guardedRoute, type Route, textAnswer } from '../route.ts';

const seen = { method: 'GET', action: 'run.see', subject: 'each' } as const;

/** What happened in the runs that somebody sees: states, stages, sentences, and parts that failed. */
export const logRoutes: readonly Route[] = [
  guardedRoute({
    ...seen,
    path: '/logs',
    summary: 'What happened, the newest first',
    query: logQuerySchema,
    answer: logPageSchema,
    handle: async ({ access: { database }, principal, query: { limit, after, ...filter }, language }) => {
      const rows = await listLog(database, filterOf(filter, principal), { after, limit: limit + 1 });
      const items = rows.slice(0, limit).map((row) => tellEntry(row, language));
      return { items, next: rows.length > limit ? items.at(-1)?.id : undefined };
    },
  }),
  guardedRoute({
    ...seen,
    path: '/logs/events',
    summary: 'What happens, as it happens: entry; from now on, or behind Last-Event-ID',
    query: logFilterSchema,
    produces: ['text/event-stream'],
    handle: async ({ access, principal, query, parts, language, signal, lastEventId }) => {
      const after = logQuerySchema.shape.after.safeParse(lastEventId).data;
      const reader = { after, language, everyMs: parts.watchMs, signal };
      const events = followLog(access.database, filterOf(query, principal), reader);
      return { kind: 'events' as const, events };
    },
  }),
  guardedRoute({
    ...seen,
    path: '/logs/export.csv',
    summary: 'What happened, for spreadsheets',
    query: logExportSchema,
    produces: ['text/csv'],
    handle: async ({ access, principal, query: { language: asked, ...filter }, language }) => {
      const lines = csvLines(access.database, filterOf(filter, principal), asked ?? language);
      return textAnswer('text/csv; charset=utf-8', lines, 'relais-log.csv');
    },
  }),
  guardedRoute({
    ...seen,
    path: '/logs/export.json',
    summary: 'What happened, for programs',
    query: logExportSchema,
    produces: ['application/json'],
    handle: async ({ access, principal, query: { language: asked, ...filter }, language }) => {
      const parts = jsonParts(access.database, filterOf(filter, principal), asked ?? language);
      return textAnswer('application/json; charset=utf-8', parts, 'relais-log.json');
    },
  }),
];

function filterOf({ since, until, ...filter }: z.infer<typeof logFilterSchema>, principal: Principal): LogFilter {
  return {
    ...filter,
    since: since === undefined ? undefined : new Date(since),
    until: until === undefined ? undefined : new Date(until),
    between: seenInstances(principal),
  };
}

const columns = ['at', 'level', 'run', 'source', 'target', 'kind', 'stage', 'state', 'code', 'text', 'by'] as const;

async function* csvLines(database: Database, filter: LogFilter, language: Language): AsyncGenerator<string> {
  yield `\uFEFF${csvLine(columns)}`;
  for await (const row of readLog(database, filter)) {
    const entry = tellEntry(row, language);
    yield csvLine(columns.map((column) => cellOf(entry[column])));
  }
}

function cellOf(value: string | number | Date | undefined): string | number | undefined {
  return value instanceof Date ? value.toISOString() : value;
}

async function* jsonParts(database: Database, filter: LogFilter, language: Language): AsyncGenerator<string> {
  let separator = '[\n';
  for await (const row of readLog(database, filter)) {
    yield `${separator}${JSON.stringify(tellEntry(row, language))}`;
    separator = ',\n';
  }
  yield separator === '[\n' ? '[]\n' : '\n]\n';
}
