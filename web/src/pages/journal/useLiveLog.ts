import { useEffect, useState } from 'react';
import { followLog, type LogEntry, type LogFilter } from '../../api/log.ts';

/** As many as anybody looks back at while they follow. */
const most = 500;

/** Entries that came since somebody began to follow, the newest first; `error` is why no more come. */
export function useLiveLog(filter: LogFilter): { readonly entries: readonly LogEntry[]; readonly error: unknown } {
  const [entries, setEntries] = useState<readonly LogEntry[]>([]);
  const [error, setError] = useState<unknown>();
  useEffect(() => {
    const following = new AbortController();
    setEntries([]);
    setError(undefined);
    const onEntry = (entry: LogEntry) => setEntries((before) => [entry, ...before].slice(0, most));
    followLog(filter, onEntry, following.signal).catch(setError);
    return () => following.abort();
  }, [filter]);
  return { entries, error };
}
