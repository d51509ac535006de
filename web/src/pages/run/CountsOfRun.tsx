import { useTranslation } from 'react-i18next';
import type { RunDetail } from '../../api/runs.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { Disclosure } from '../../components/Disclosure.tsx';
import { TypeName } from '../../components/TypeName.tsx';
import { useFormats } from '../../i18n/useFormats.ts';
import styles from './CountsOfRun.module.css';
import { type CountKey, countKeys, sumOf, typesBySize } from './counts-of-run.ts';

interface CountsProps {
  readonly totals: RunDetail['totals'];
}

/** What became of what was read, all types together. */
export function CountsOfRun({ totals }: CountsProps) {
  const { t } = useTranslation('run');
  const { number } = useFormats();
  if (typesBySize(totals).length === 0) return <p className={styles.nothing}>{t('countsNone')}</p>;
  return (
    <dl className={styles.sums}>
      {keysWithCounts(totals).map((key) => (
        <div key={key} className={styles.sum}>
          <dt>{t(`count.${key}`)}</dt>
          <dd className={key === 'refused' ? styles.grave : undefined}>{number(sumOf(totals, key))}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The same for each type, on demand. */
export function CountsByType({ totals }: CountsProps) {
  const { t } = useTranslation('run');
  const types = typesBySize(totals);
  return (
    <Disclosure summary={t('byType', { count: types.length })}>
      <CountTable types={types} columns={keysWithCounts(totals)} />
    </Disclosure>
  );
}

/** Columns of nothing are left out. */
function keysWithCounts(totals: RunDetail['totals']): readonly CountKey[] {
  return countKeys.filter((key) => key === 'read' || sumOf(totals, key) > 0);
}

interface CountTableProps {
  readonly types: ReturnType<typeof typesBySize>;
  readonly columns: readonly CountKey[];
}

function CountTable({ types, columns }: CountTableProps) {
  const { t } = useTranslation('run');
  const { number } = useFormats();
  return (
    <DataTable
      caption={t('counts')}
      rows={types}
      rowKey={({ type }) => type}
      columns={[
        { key: 'type', title: t('type'), cell: ({ type }) => <TypeName type={type} /> },
        ...columns.map((key) => ({
          key,
          title: t(`count.${key}`),
          isNumber: true,
          cell: ({ counts }: CountTableProps['types'][number]) => (counts[key] === 0 ? '·' : number(counts[key])),
        })),
      ]}
    />
  );
}
