import { Button } from '@dhis2-ui/button';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { runsQuery } from '../../api/runs.ts';
import { CsvButton } from '../../components/CsvButton.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Loading } from '../../components/Loading.tsx';
import { PageHeading } from '../../components/PageHeading.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { Toolbar } from '../../components/Toolbar.tsx';
import { useFilters } from '../../components/useFilters.ts';
import { RunFilters, runFilterNames } from './RunFilters.tsx';
import styles from './RunsPage.module.css';
import { RunTable } from './RunTable.tsx';
import { useRunColumns } from './useRunColumns.ts';

/** All runs, the newest first; what they are narrowed to stands in the address. */
export function RunsPage() {
  const { t } = useTranslation(['runs', 'words']);
  const filters = useFilters(runFilterNames);
  const runs = useInfiniteQuery(runsQuery(filters.values));
  const columns = useRunColumns();
  const rows = runs.data?.pages.flatMap(({ items }) => items) ?? [];
  const isEmpty = runs.isSuccess && rows.length === 0;
  return (
    <>
      <PageHeading title={t('title')} actions={<CsvButton name="relais-runs" columns={columns} rows={rows} />} />
      <Toolbar>
        <RunFilters filters={filters} />
        {rows.length > 0 && <p className={styles.count}>{t('shown', { count: rows.length })}</p>}
      </Toolbar>
      <ProblemNotice error={runs.error} />
      {runs.isPending && <Loading />}
      {rows.length > 0 && <RunTable caption={t('caption')} runs={rows} />}
      {isEmpty && !filters.isNarrowed && <EmptyState title={t('emptyTitle')}>{t('emptyText')}</EmptyState>}
      {isEmpty && filters.isNarrowed && (
        <EmptyState title={t('nothingTitle')} action={<Button onClick={filters.clear}>{t('noFilter')}</Button>}>
          {t('nothingText')}
        </EmptyState>
      )}
      {runs.hasNextPage && (
        <Button loading={runs.isFetchingNextPage} onClick={() => void runs.fetchNextPage()}>
          {t('words:showMore')}
        </Button>
      )}
    </>
  );
}
