import { type LogEntry, logEntrySchema, logKindSchema, logLevelSchema, logPageSchema } from '@relais/contract/log.ts';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { addressOf, ask } from './ask.ts';
import { followEvents } from './follow-events.ts';

export type { LogEntry };
export const logLevels = logLevelSchema.options;
export const logKinds = logKindSchema.options;

/** What the log is narrowed to, as the service asks for it. */
export interface LogFilter {
  readonly run?: string | undefined;
  readonly level?: string | undefined;
  readonly kind?: string | undefined;
  readonly code?: string | undefined;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
}

/** What happened, the newest first, page by page. */
export function logQuery(filter: LogFilter) {
  return infiniteQueryOptions({
    queryKey: ['log', filter],
    queryFn: ({ pageParam, signal }) =>
      ask(logPageSchema, '/logs', { query: { ...filter, limit: 50, after: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
  });
}

/** Tells entries as they come, from now on, until the signal is aborted. */
export function followLog(filter: LogFilter, onEntry: (entry: LogEntry) => void, signal: AbortSignal): Promise<void> {
  const onEvent = ({ name, data }: { readonly name: string; readonly data: string }) => {
    if (name === 'entry') onEntry(logEntrySchema.parse(JSON.parse(data)));
    return undefined;
  };
  return followEvents('/logs/events', { onEvent, query: { ...filter } }, signal);
}

export function logExportAddress(format: 'csv' | 'json', filter: LogFilter, language: string): string {
  return addressOf(`/logs/export.${format}`, { ...filter, language });
}
