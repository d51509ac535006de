import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { startDiff } from '../../../api/diffs.ts';
import { runQuery } from '../../../api/runs.ts';
import { planKey, type ReplicationDraft } from '../draft/replication-draft.ts';

/** Comparisons that were begun on this visit, by what was compared: going back and forth on the path begins none again. */
const begun = new Map<string, number>();
const askEveryMs = 1_000;

/** The comparison of what a draft says, if there is one yet, and the way to begin one. */
export function useComparison(draft: ReplicationDraft) {
  const key = planKey(draft);
  const [, setTimes] = useState(0);
  const begin = useMutation({
    mutationFn: () => {
      const { source, target, options } = draft;
      return startDiff({ source, target, options }, crypto.randomUUID());
    },
    onSuccess: (id) => {
      begun.set(key, id);
      setTimes((times) => times + 1);
    },
  });
  const id = begun.get(key);
  const run = useQuery({
    ...runQuery(id ?? 0),
    enabled: id !== undefined,
    refetchInterval: ({ state }) => (state.data !== undefined && hasEnded(state.data.state) ? false : askEveryMs),
  });
  const isStale = id === undefined && begun.size > 0;
  return { id, run, begin, isStale };
}

export function hasEnded(state: string): boolean {
  return !['pending', 'running', 'paused', 'interrupted'].includes(state);
}
