import { useTranslation } from 'react-i18next';
import type { FindingGroup, RunDetail } from '../../api/runs.ts';
import { Disclosure } from '../../components/Disclosure.tsx';
import { useFormats } from '../../i18n/useFormats.ts';
import { CodeGroupItem } from './CodeGroupItem.tsx';
import styles from './Findings.module.css';
import { groupByCode } from './group-findings.ts';

interface FindingsProps {
  readonly run: RunDetail;
  readonly groups: readonly FindingGroup[];
}

/** What needs somebody stands open; what was chosen so, or what DHIS2 lets nobody copy, is there for who asks. */
const open = ['unexplained', 'refused', 'changed-meanwhile'] as const;
const onDemand = ['skipped', 'impossible'] as const;

/** What differs or was refused, by cause: each group says what it means and what to do. */
export function Findings({ run, groups }: FindingsProps) {
  const { t } = useTranslation('run');
  const { number } = useFormats();
  const isThere = (cause: FindingGroup['cause']) => groups.some((group) => group.cause === cause);
  if (groups.length === 0) return <p className={styles.nothing}>{t('findingsNone')}</p>;
  return (
    <>
      {!open.some(isThere) && <p className={styles.nothing}>{t('findingsNobody')}</p>}
      {open.filter(isThere).map((cause) => (
        <section key={cause} className={styles.cause}>
          <h3>{t('causeCount', { cause: t(`cause.${cause}`), sum: number(run.findings[cause]) })}</h3>
          <CauseList run={run} groups={groups} cause={cause} />
        </section>
      ))}
      {onDemand.filter(isThere).map((cause) => (
        <Disclosure
          key={cause}
          summary={t('causeCount', { cause: t(`cause.${cause}`), sum: number(run.findings[cause]) })}
        >
          <CauseList run={run} groups={groups} cause={cause} />
        </Disclosure>
      ))}
    </>
  );
}

function CauseList({ run, groups, cause }: FindingsProps & { readonly cause: FindingGroup['cause'] }) {
  return (
    <ul className={styles.groups}>
      {groupByCode(groups, cause).map((group) => (
        <CodeGroupItem key={group.code} run={run} group={group} />
      ))}
    </ul>
  );
}
