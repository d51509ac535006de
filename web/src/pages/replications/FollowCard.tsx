import { Button } from '@dhis2-ui/button';
import { CircularLoader } from '@dhis2-ui/loader';
import { useTranslation } from 'react-i18next';
import { isArchive } from '../../api/places.ts';
import type { Replication } from '../../api/replications.ts';
import { Facts } from '../../components/Facts.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { useFormats } from '../../i18n/useFormats.ts';
import styles from './Replications.module.css';
import { useFollowing } from './useFollowing.ts';

interface FollowCardProps {
  readonly replication: Replication;
  readonly mayChange: boolean;
}

/** Whether changes of the source are carried over as they happen, and how far that is. What was asked for takes some seconds, and says so. */
export function FollowCard({ replication, mayChange }: FollowCardProps) {
  const { t } = useTranslation('replications');
  if (isArchive(replication.source)) return <p>{t('followNoArchive')}</p>;
  return <Following {...{ replication, mayChange }} />;
}

function Following({ replication, mayChange }: FollowCardProps) {
  const { t } = useTranslation('replications');
  const formats = useFormats();
  const { source, follow } = replication;
  const { words, isOnItsWay, error, press } = useFollowing(replication);
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
      <ProblemNotice error={error} />
      {isOnItsWay && (
        <p className={styles.onItsWay}>
          <CircularLoader extrasmall aria-label={t('follow')} />
          <span>{words}</span>
        </p>
      )}
      {mayChange && (
        <div className={styles.actions}>
          <Button onClick={press}>{t(follow === undefined ? 'followBegin' : 'followEnd')}</Button>
        </div>
      )}
    </div>
  );
}
