import { Button } from '@dhis2-ui/button';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { followSource, type Replication, replicationQuery, stopFollowing } from '../../api/replications.ts';
import { Facts } from '../../components/Facts.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { useFormats } from '../../i18n/useFormats.ts';
import styles from './Replications.module.css';

interface FollowCardProps {
  readonly replication: Replication;
  readonly mayChange: boolean;
}

/** Whether changes of the source are carried over as they happen, and how far that is. */
export function FollowCard({ replication: { name, source, follow }, mayChange }: FollowCardProps) {
  const { t } = useTranslation('replications');
  const formats = useFormats();
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: () => (follow === undefined ? followSource(name) : stopFollowing(name)),
    onSuccess: () => client.invalidateQueries({ queryKey: replicationQuery(name).queryKey }),
  });
  const momentOf = (moment: string | undefined) => (moment === undefined ? t('notYet') : formats.shortMoment(moment));
  return (
    <div className={styles.stack}>
      <p>
        {follow === undefined
          ? t('followNot', { source })
          : t('followEvery', { source, duration: formats.duration(follow.everySeconds * 1_000) })}
      </p>
      {follow !== undefined && (
        <Facts
          facts={[
            { title: t('followLooked'), value: momentOf(follow.lookedAt) },
            { title: t('followChanged'), value: momentOf(follow.changedAt) },
            {
              title: t('followLag'),
              value: follow.lagMs === undefined ? t('notYet') : formats.duration(follow.lagMs),
            },
            { title: t('followFull'), value: momentOf(follow.fullAt) },
          ]}
        />
      )}
      <ProblemNotice error={change.error} />
      {mayChange && (
        <div className={styles.actions}>
          <Button loading={change.isPending} onClick={() => change.mutate()}>
            {t(follow === undefined ? 'followBegin' : 'followEnd')}
          </Button>
        </div>
      )}
    </div>
  );
}
