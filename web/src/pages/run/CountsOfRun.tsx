import { useTranslation } from 'react-i18next';
import type { RunDetail } from '../../api/runs.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { Disclosure } from '../../components/Disclosure.tsx';
import { TypeName } from '../../components/TypeName.tsx';
import { useFormats } from '../../i18n/useFormats.ts';
import styles from './CountsOfRun.module.css';
import { type CountKey, countKeys, sumOf, typesBySize } from './counts-of-run.ts';

/** What became of what was read: the sums first, each type on demand. */
export function CountsOfRun({ totals }: { readonly totals: RunDetail['totals'] }) {
  const { t } = useTranslation('run');
  const { number } = useFormats();
  const types = typesBySize(totals);
  if (types.length === 0) return <p className={styles.nothing}>{t('countsNone')}</p>;
  const sums = countKeys
    .map((key) => ({ key, sum: sumOf(totals, key) }))
    .filter(({ key, sum }) => sum > 0 || key === 'read');
  const shown = sums.map(({ key }) => key);
  return (
    <>
      <dl className={styles.sums}>
        {sums.map(({ key, sum }) => (
          <div key={key} className={styles.sum}>
            <dt>{t(`count.${key}`)}</dt>
            <dd className={key === 'refused' ? styles.grave : undefined}>{number(sum)}</dd>
          </div>
        ))}
      </dl>
      <Disclosure summary={t('byType', { count: types.length })}>
        <CountTable types={types} columns={shown} />
      </Disclosure>
    </>
  );
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
