import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { type Diff, diffQuery } from '../../api/diffs.ts';
import { CsvButton } from '../../components/CsvButton.tsx';
import { DataTable } from '../../components/DataTable.tsx';
import { Loading } from '../../components/Loading.tsx';
import { Notice } from '../../components/Notice.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { useFormats } from '../../i18n/useFormats.ts';
import { useTypeTitle } from '../../i18n/useTypeTitle.ts';
import styles from './Diff.module.css';
import { changedTypes, type DiffType } from './sums-of-diff.ts';
import { useSayNumbers } from './useDiffNumbers.ts';

/** What a run would change, type by type. */
export function DiffOverview({ id }: { readonly id: number }) {
  const { data, error, isPending } = useQuery(diffQuery(id));
  if (isPending) return <Loading />;
  if (data === undefined) return <ProblemNotice error={error} />;
  return <Overview diff={data} />;
}

function Overview({ diff }: { readonly diff: Diff }) {
  const { t } = useTranslation('diff');
  const sayNumbers = useSayNumbers();
  const types = changedTypes(diff.types);
  const hasData = Object.values(diff.data).some(({ created, updated }) => created + updated > 0);
  if (types.length === 0 && !hasData) return <Notice tone="good" title={t('nothing')} />;
  return (
    <div className={styles.stack}>
      <p className={styles.numbers}>{sayNumbers(diff)}</p>
      {types.length > 0 && <TypeTable run={diff.run} types={types} />}
      <DataNumbers data={diff.data} />
    </div>
  );
}

const numbers = ['create', 'update', 'refused', 'onlyOnTarget', 'unchanged'] as const;
type NumberKey = (typeof numbers)[number];

function TypeTable({ run, types }: { readonly run: number; readonly types: readonly DiffType[] }) {
  const { t } = useTranslation('diff');
  const { number } = useFormats();
  const titleOf = useTypeTitle();
  const numberIn = (row: DiffType, key: NumberKey) => (key === 'refused' ? row.refused + row.impossible : row[key]);
  const linkOf = (row: DiffType, key: NumberKey) => {
    const value = numberIn(row, key);
    if (value === 0 || key === 'unchanged') return number(value);
    const list = key === 'onlyOnTarget' ? 'deletions' : 'objects';
    const action = key === 'onlyOnTarget' ? '' : `&action=${key}`;
    return (
      <Link
        to={`/diffs/${run}/${list}?type=${row.type}${action}`}
        aria-label={`${titleOf(row.type)} · ${t(`number.${key}`)}: ${number(value)}`}
      >
        {number(value)}
      </Link>
    );
  };
  return (
    <>
      <DataTable
        caption={t('byType')}
        rows={types}
        rowKey={({ type }) => type}
        columns={[
          { key: 'type', title: t('type'), cell: ({ type }) => titleOf(type) },
          ...numbers.map((key) => ({
            key,
            title: t(`number.${key}`),
            isNumber: true,
            cell: (row: DiffType) => linkOf(row, key),
          })),
        ]}
      />
      <div>
        <CsvButton
          name={`diff-${run}`}
          rows={types}
          columns={[
            { title: t('type'), value: ({ type }) => type },
            ...numbers.map((key) => ({ title: t(`number.${key}`), value: (row: DiffType) => numberIn(row, key) })),
          ]}
        />
      </div>
    </>
  );
}

/** Data values and tracker objects: counted, and not kept one by one. */
function DataNumbers({ data }: { readonly data: Diff['data'] }) {
  const { t } = useTranslation('diff');
  const { number } = useFormats();
  const titleOf = useTypeTitle();
  const rows = Object.entries(data)
    .map(([type, counts]) => ({ type, ...counts }))
    .filter(({ created, updated, refused }) => created + updated + refused > 0);
  if (rows.length === 0) return Object.keys(data).length > 0 ? <p>{t('noData')}</p> : null;
  return (
    <>
      <h3>{t('data')}</h3>
      <DataTable
        caption={t('data')}
        rows={rows}
        rowKey={({ type }) => type}
        columns={[
          { key: 'type', title: t('type'), cell: ({ type }) => titleOf(type) },
          { key: 'create', title: t('number.create'), isNumber: true, cell: ({ created }) => number(created) },
          { key: 'update', title: t('number.update'), isNumber: true, cell: ({ updated }) => number(updated) },
          { key: 'refused', title: t('number.refused'), isNumber: true, cell: ({ refused }) => number(refused) },
          { key: 'read', title: t('read'), isNumber: true, cell: ({ read }) => number(read) },
        ]}
      />
    </>
  );
}
