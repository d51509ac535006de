import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { type FollowedRun, followRun, type Transition } from '../../api/follow-run.ts';
import { runQuery } from '../../api/runs.ts';
import { useAnnounce } from '../../components/Announcer.tsx';

/** Counts and findings are read again at most this often while a run goes on. */
const readAgainMs = 3_000;

/**
 * Keeps a run up to date by the service's events for as long as it has not ended. Events replace what is there, so that an hour of them takes no more room
 * than one; what they do not hold is read again from time to time.
 */
export function useFollowedRun(id: number, isOver: boolean | undefined): void {
  const client = useQueryClient();
  const { t } = useTranslation(['run', 'words']);
  const announce = useAnnounce();
  useEffect(() => {
    if (isOver !== false) return;
    const left = new AbortController();
    const { queryKey } = runQuery(id);
    let readAt = Date.now();
    const readAgain = () => {
      readAt = Date.now();
      void client.invalidateQueries({ queryKey: ['runs', id] });
    };
    const onProgress = ({ run: _run, ...news }: FollowedRun) => {
      client.setQueryData(queryKey, (known) => known && { ...known, ...news });
      if (Date.now() - readAt > readAgainMs) readAgain();
    };
    const onTransition = ({ to, at }: Transition) => {
      const readBefore = client.getQueryState(queryKey)?.dataUpdatedAt ?? 0;
      // The life of the run so far is told first; only what is new is worth saying, and reading again for.
      if (new Date(at).getTime() < readBefore) return;
      announce(t('announceState', { state: t(`words:runState.${to}`) }));
      readAgain();
    };
    const onEnd = () => void client.invalidateQueries();
    followRun(id, { onProgress, onTransition, onEnd }, left.signal).catch(() => {
      // Signed out, not permitted any more, or an answer of another version: the next question says which.
      if (!left.signal.aborted) readAgain();
    });
    return () => left.abort();
  }, [id, isOver, client, announce, t]);
}
