import { Tag } from '@dhis2-ui/tag';
import { runSchema } from '@relais/contract/run.ts';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { LogEntry } from '../../api/log.ts';
import { CodeLink } from '../../components/CodeLink.tsx';
import { DataTable } from '../../components/DataTable.tsx';
import { useFormats } from '../../i18n/useFormats.ts';
import { useStageTitle } from '../../i18n/useStageTitle.ts';
import styles from './Journal.module.css';

interface LogTableProps {
  readonly caption: string;
  readonly entries: readonly LogEntry[];
}

/** What happened in runs, an entry a row. */
export function LogTable({ caption, entries }: LogTableProps) {
  const { t } = useTranslation('journal');
  const { day, time, number } = useFormats();
  return (
    <DataTable
      caption={caption}
      rows={entries}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'at',
          title: t('at'),
          cell: ({ at }) => (
            <time dateTime={at} className={styles.moment}>
              {day(at)} {time(at)}
            </time>
          ),
        },
        { key: 'level', title: t('level'), cell: ({ level }) => <LevelTag level={level} /> },
        { key: 'run', title: t('run'), cell: ({ run }) => <Link to={`/runs/${run}`}>{number(run)}</Link> },
        { key: 'pair', title: t('pair'), cell: ({ source, target }) => <Pair source={source} target={target} /> },
        { key: 'what', title: t('what'), isText: true, cell: (entry) => <What entry={entry} /> },
        {
          key: 'code',
          title: t('code'),
          cell: ({ code }) => (code === undefined ? '–' : <CodeLink code={code} />),
        },
      ]}
    />
  );
}

function LevelTag({ level }: Pick<LogEntry, 'level'>) {
  const { t } = useTranslation('journal');
  return <Tag negative={level === 'error'}>{t(`levels.${level}`)}</Tag>;
}

function Pair({ source, target }: Pick<LogEntry, 'source' | 'target'>) {
  return (
    <span translate="no">
      {source} → {target}
    </span>
  );
}

function What({ entry }: { readonly entry: LogEntry }) {
  const { t } = useTranslation(['journal', 'words']);
  const stageTitle = useStageTitle();
  const { kind, code, text, by } = entry;
  const state = runSchema.shape.state.safeParse(entry.state).data;
  const stage = entry.stage === undefined ? undefined : stageTitle(entry.stage);
  const parts = [];
  if (kind === 'transition' && state !== undefined) parts.push(t('becomes', { state: t(`words:runState.${state}`) }));
  if (kind === 'stage' && stage !== undefined) parts.push(t(code === 'STAGE_BEGUN' ? 'begun' : 'ended', { stage }));
  if (kind === 'piece' && code === 'RUN_NEEDS_APPROVAL') parts.push(stage ?? '–');
  else if (kind === 'piece')
    parts.push(t(entry.state === 'set-aside' ? 'setAside' : 'failedOnce', { stage: stage ?? '–' }));
  if (kind === 'notice' && stage !== undefined) parts.push(stage);
  if (text !== undefined) parts.push(text);
  return (
    <>
      <span>{parts.join(' · ')}</span>
      {by !== undefined && <span className={styles.by}>{t('words:by', { name: by })}</span>}
    </>
  );
}
