import { Button } from '@dhis2-ui/button';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from './EmptyState.tsx';
import { Loading } from './Loading.tsx';
import { PageHeading } from './PageHeading.tsx';
import { ProblemNotice } from './ProblemNotice.tsx';
import styles from './SearchableList.module.css';
import { TextField } from './TextField.tsx';
import { Toolbar } from './Toolbar.tsx';
import { useFilters } from './useFilters.ts';

interface SearchableListProps<Row> {
  /** Whose words it speaks. */
  readonly screen: 'instances' | 'replications';
  /** The way to one more; for who may. */
  readonly add: ReactNode;
  readonly question: { readonly error: unknown; readonly isPending: boolean; readonly isSuccess: boolean };
  readonly all: readonly Row[];
  /** What is searched. */
  readonly textOf: (row: Row) => string;
  readonly exported: (rows: readonly Row[]) => ReactNode;
  readonly table: (rows: readonly Row[]) => ReactNode;
}

/** The screen of a list that is searched as one types: the search stands in the address, and what is found can be saved. */
export function SearchableList<Row>({ screen, add, question, all, textOf, exported, table }: SearchableListProps<Row>) {
  const { t } = useTranslation([screen, 'words']);
  const { values, set, clear } = useFilters(['search']);
  const wanted = values.search.toLowerCase();
  const rows = all.filter((row) => textOf(row).toLowerCase().includes(wanted));
  return (
    <>
      <PageHeading title={t('title')} actions={add} />
      <ProblemNotice error={question.error} />
      {question.isPending && <Loading />}
      {all.length > 0 && (
        <Toolbar>
          <TextField
            name="search"
            type="search"
            label={t('search')}
            value={values.search}
            onChange={(next) => set('search', next)}
          />
          <p className={styles.count}>{t('shown', { count: rows.length })}</p>
          {exported(rows)}
        </Toolbar>
      )}
      {rows.length > 0 && table(rows)}
      {question.isSuccess && all.length === 0 && (
        <EmptyState title={t('emptyTitle')} action={add}>
          {t('emptyText')}
        </EmptyState>
      )}
      {all.length > 0 && rows.length === 0 && (
        <EmptyState title={t('nothingTitle')} action={<Button onClick={clear}>{t('words:showAll')}</Button>} />
      )}
    </>
  );
}
