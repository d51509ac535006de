import { Button } from '@dhis2-ui/button';
import { runStateSchema } from '@relais/contract/run.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'wouter';
import { runsQuery } from '../../api/runs.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Loading } from '../../components/Loading.tsx';
import { PageHeading } from '../../components/PageHeading.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { SelectField } from '../../components/SelectField.tsx';
import styles from './RunsPage.module.css';
import { RunTable } from './RunTable.tsx';

/** All runs, the newest first; what they are narrowed to stands in the address. */
export function RunsPage() {
  const { t } = useTranslation(['runs', 'words']);
  const [search, setSearch] = useSearchParams();
  const state = runStateSchema.safeParse(search.get('state')).data;
  const runs = useInfiniteQuery(runsQuery({ state }));
  const rows = runs.data?.pages.flatMap(({ items }) => items) ?? [];
  const choose = (next: string) => setSearch(next === '' ? {} : { state: next });
  const states = runStateSchema.options.map((value) => ({ value, label: t(`words:runState.${value}`) }));
  return (
    <>
      <PageHeading title={t('title')} />
      <div className={styles.filters}>
        <SelectField
          label={t('filterState')}
          value={state ?? ''}
          choices={[{ value: '', label: t('anyState') }, ...states]}
          onChange={choose}
        />
        {rows.length > 0 && <p className={styles.count}>{t('shown', { count: rows.length })}</p>}
      </div>
      <ProblemNotice error={runs.error} />
      {runs.isPending && <Loading />}
      {rows.length > 0 && <RunTable caption={t('caption')} runs={rows} />}
      {runs.isSuccess && rows.length === 0 && state === undefined && (
        <EmptyState title={t('emptyTitle')}>{t('emptyText')}</EmptyState>
      )}
      {runs.isSuccess && rows.length === 0 && state !== undefined && (
        <EmptyState title={t('nothingTitle')} action={<Button onClick={() => choose('')}>{t('noFilter')}</Button>}>
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
