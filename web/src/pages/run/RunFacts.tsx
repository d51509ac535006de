import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { RunDetail } from '../../api/runs.ts';
import { StateTag } from '../../components/StateTag.tsx';
import { useFormats } from '../../i18n/useFormats.ts';
import { lastedOf } from '../runs/RunTable.tsx';
import styles from './RunFacts.module.css';

/** What a run is, in two lines below its number. */
export function RunFacts({ run }: { readonly run: RunDetail }) {
  const { t } = useTranslation(['run', 'words']);
  const formats = useFormats();
  const { source, target, mode, isDryRun, replication, startedBy, startedAt, createdAt, finishedAt, interruptions } =
    run;
  const subtitle = t('subtitle', { mode: t(`words:runMode.${mode}`), source, target });
  const facts = [
    isDryRun ? t('dryRun') : undefined,
    startedBy === undefined ? undefined : t('startedBy', { name: startedBy }),
    t('startedAt', { moment: formats.shortMoment(startedAt ?? createdAt) }),
    finishedAt === undefined ? undefined : t('lasted', { duration: lastedOf(run, formats.duration) }),
    interruptions > 0 ? t('interruptions', { count: interruptions }) : undefined,
  ].filter((fact) => fact !== undefined);
  return (
    <>
      <div className={styles.subtitle}>
        <StateTag state={run.state} /> <span>{subtitle}</span>
      </div>
      <p className={styles.facts}>
        {facts.join(' · ')}
        {replication !== undefined && (
          <>
            {' · '}
            <Link to={`/replications/${encodeURIComponent(replication)}`}>
              {t('ofReplication', { name: replication })}
            </Link>
          </>
        )}
      </p>
    </>
  );
}
