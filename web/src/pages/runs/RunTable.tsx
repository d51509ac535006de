import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Run } from '../../api/runs.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { StateTag } from '../../components/StateTag.tsx';
import { useFormats } from '../../i18n/useFormats.ts';
import styles from './RunTable.module.css';

/** Runs with a link to each. */
export function RunTable({ caption, runs }: { readonly caption: string; readonly runs: readonly Run[] }) {
  const { t } = useTranslation(['runs', 'words']);
  const formats = useFormats();
  return (
    <DataTable
      caption={caption}
      rows={runs}
      rowKey={({ id }) => id}
      columns={[
        { key: 'id', title: t('number'), cell: ({ id }) => <Link to={`/runs/${id}`}>{formats.number(id)}</Link> },
        { key: 'what', title: t('what'), cell: (run) => <What run={run} /> },
        { key: 'state', title: t('state'), cell: ({ state }) => <StateTag state={state} /> },
        {
          key: 'verdict',
          title: t('verdict'),
          cell: ({ verdict }) => (verdict === undefined ? '–' : t(`words:verdict.${verdict}`)),
        },
        {
          key: 'started',
          title: t('started'),
          cell: ({ startedAt, createdAt }) => formats.shortMoment(startedAt ?? createdAt),
        },
        { key: 'lasted', title: t('lasted'), isNumber: true, cell: (run) => lastedOf(run, formats.duration) },
        { key: 'by', title: t('by'), cell: ({ startedBy }) => startedBy ?? '–' },
      ]}
    />
  );
}

function What({ run }: { readonly run: Run }) {
  const { t } = useTranslation(['runs', 'words']);
  const { source, target, mode, isDryRun } = run;
  return (
    <>
      <span className={styles.pair}>
        {source} → {target}
      </span>
      <span className={styles.mode}>
        {t(`words:runMode.${mode}`)}
        {isDryRun && ` (${t('dryRun')})`}
      </span>
    </>
  );
}

/** How long a run that has ended took, pauses included. */
export function lastedOf({ startedAt, finishedAt }: Run, duration: (ms: number) => string): string {
  if (startedAt === undefined || finishedAt === undefined) return '–';
  return duration(new Date(finishedAt).getTime() - new Date(startedAt).getTime());
}
