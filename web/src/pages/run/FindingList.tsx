import { Button } from '@dhis2-ui/button';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useAbilities } from '../../api/abilities.ts';
import { type Finding, findingsQuery, type GroupKey, type RunDetail } from '../../api/runs.ts';
import { Loading } from '../../components/Loading.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import styles from './Findings.module.css';
import { MaskedPart } from './MaskedPart.tsx';

interface FindingListProps {
  readonly run: RunDetail;
  readonly group: GroupKey & { readonly message: string };
}

/** The objects of a group, a page at a time, each with the way to where it is mended. */
export function FindingList({ run, group }: FindingListProps) {
  const { t } = useTranslation('words');
  const findings = useInfiniteQuery(findingsQuery(run.id, group));
  const items = findings.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <ProblemNotice error={findings.error} />
      {findings.isPending && <Loading />}
      <ul className={styles.objects}>
        {items.map((finding) => (
          <FindingItem key={finding.id} run={run} finding={finding} said={group.message} />
        ))}
      </ul>
      {findings.hasNextPage && (
        <Button small loading={findings.isFetchingNextPage} onClick={() => void findings.fetchNextPage()}>
          {t('showMore')}
        </Button>
      )}
    </>
  );
}

interface FindingItemProps {
  readonly run: RunDetail;
  readonly finding: Finding;
  /** What the group says already need not be said again. */
  readonly said: string;
}

function FindingItem({ run, finding, said }: FindingItemProps) {
  const { t } = useTranslation('run');
  const { mayUnmask } = useAbilities();
  const { key, name, message, maintenanceUrl, isMasked } = finding;
  return (
    <li>
      {name !== undefined && <strong>{name}</strong>} {key === '*' ? t('wholeType') : <code>{key}</code>}
      {message !== said && message !== '' && (
        <span lang="en">
          {' · '}
          {message}
        </span>
      )}
      {isMasked && <span> {t('masked')}</span>}
      {maintenanceUrl !== undefined && (
        <>
          {' '}
          <a href={maintenanceUrl} target="_blank" rel="noreferrer">
            {t('openInMaintenance')}
          </a>
        </>
      )}
      {isMasked && mayUnmask(run.source) && <MaskedPart run={run} findingId={finding.id} />}
    </li>
  );
}
