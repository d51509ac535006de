import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { followSource, type Replication, replicationQuery, stopFollowing } from '../../api/replications.ts';
import { useAnnounce } from '../../components/Announcer.tsx';

/** Begins to follow a source or stops, and says how that stands: to those who see it, and to those to whom it is read. */
export function useFollowing({ name, follow, followState }: Replication) {
  const { t } = useTranslation('replications');
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: (isWanted: boolean) => (isWanted ? followSource(name) : stopFollowing(name)),
    onSuccess: () => client.invalidateQueries({ queryKey: replicationQuery(name).queryKey }),
  });
  const asked = change.variables ? 'starting' : 'stopping';
  const state = change.isPending ? asked : (followState ?? 'none');
  const words = t(`followState.${state}`);
  const announce = useAnnounce();
  const lastSaid = useRef(state);
  useEffect(() => {
    if (lastSaid.current === state) return;
    lastSaid.current = state;
    announce(words);
  }, [announce, state, words]);
  return {
    words,
    isOnItsWay: state === 'starting' || state === 'stopping',
    error: change.error,
    // The button stays where the focus is: pressed twice, it asks once.
    press: () => {
      if (!change.isPending) change.mutate(follow === undefined);
    },
  };
}
