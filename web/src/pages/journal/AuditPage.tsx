import { Button } from '@dhis2-ui/button';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { auditExportAddress, auditQuery } from '../../api/audit.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Loading } from '../../components/Loading.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { useDebounced } from '../../components/useDebounced.ts';
import { useFilters } from '../../components/useFilters.ts';
import { AuditFilters } from './AuditFilters.tsx';
import { AuditTable } from './AuditTable.tsx';
import { auditFilterNames, auditFilterOf } from './audit-filter.ts';
import { Exports } from './Exports.tsx';
import styles from './Journal.module.css';
import { JournalFrame } from './JournalFrame.tsx';
import { VerifyTrail } from './VerifyTrail.tsx';

/** Who did what, when and from where; for administrators. */
export function AuditPage() {
  const { t } = useTranslation(['audit', 'words']);
  const filters = useFilters(auditFilterNames);
  const filter = useDebounced(auditFilterOf(filters.values), 300, JSON.stringify);
  const trail = useInfiniteQuery(auditQuery(filter));
  const entries = trail.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <JournalFrame title={t('title')} intro={t('intro')}>
      <div className={styles.verify}>
        <VerifyTrail />
      </div>
      <AuditFilters filters={filters} />
      <ProblemNotice error={trail.error} />
      {trail.isPending && <Loading />}
      {entries.length > 0 && <AuditTable entries={entries} />}
      {trail.isSuccess && entries.length === 0 && (
        <EmptyState
          title={t('nothingTitle')}
          action={filters.isNarrowed && <Button onClick={() => filters.clear()}>{t('words:showAll')}</Button>}
        />
      )}
      {trail.hasNextPage && (
        <Button loading={trail.isFetchingNextPage} onClick={() => void trail.fetchNextPage()}>
          {t('words:showMore')}
        </Button>
      )}
      {entries.length > 0 && <Exports address={(format, language) => auditExportAddress(format, filter, language)} />}
    </JournalFrame>
  );
}
