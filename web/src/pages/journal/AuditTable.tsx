import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '../../api/audit.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { useFormats } from '../../i18n/useFormats.ts';
import { actorKinds, auditActions, laidOut, subjectKinds } from './audit-words.ts';
import styles from './Journal.module.css';

/** Entries of the trail; what was before and after can be opened. */
export function AuditTable({ entries }: { readonly entries: readonly AuditEntry[] }) {
  const { t } = useTranslation('audit');
  const { day, time, number } = useFormats();
  return (
    <DataTable
      caption={t('caption')}
      rows={entries}
      rowKey={({ seq }) => seq}
      columns={[
        { key: 'seq', title: t('seq'), isNumber: true, cell: ({ seq }) => number(seq) },
        {
          key: 'at',
          title: t('at'),
          cell: ({ at }) => (
            <time dateTime={at} className={styles.moment}>
              {day(at)} {time(at)}
            </time>
          ),
        },
        { key: 'actor', title: t('actor'), cell: (entry) => <Actor entry={entry} /> },
        { key: 'action', title: t('action'), cell: (entry) => <Action action={entry.action} /> },
        { key: 'subject', title: t('subject'), cell: (entry) => <Subject entry={entry} /> },
        { key: 'change', title: t('change'), cell: (entry) => <Change entry={entry} /> },
      ]}
    />
  );
}

function Actor({ entry: { actor, actorKind, address } }: { readonly entry: AuditEntry }) {
  const { t } = useTranslation('audit');
  const kind = actorKinds.find((each) => each === actorKind);
  return (
    <>
      <strong translate="no">{actor}</strong>
      <span className={styles.by}>
        {kind === undefined ? actorKind : t(`actors.${kind}`)}
        {address !== null && ` · ${address}`}
      </span>
    </>
  );
}

function Action({ action }: { readonly action: string }) {
  const { t } = useTranslation('audit');
  const known = auditActions.find((each) => each === action);
  return known === undefined ? <code>{action}</code> : t(`actions.${known}`);
}

function Subject({ entry: { subjectKind, subject } }: { readonly entry: AuditEntry }) {
  const { t } = useTranslation('audit');
  const known = subjectKinds.find((each) => each === subjectKind);
  return (
    <>
      {known === undefined ? subjectKind : t(`subjects.${known}`)} <strong translate="no">{subject}</strong>
    </>
  );
}

function Change({ entry: { before, after } }: { readonly entry: AuditEntry }) {
  const { t } = useTranslation('audit');
  const sides = [
    { title: t('before'), json: before },
    { title: t('after'), json: after },
  ].filter(({ json }) => json !== null);
  if (sides.length === 0) return <>–</>;
  return (
    <details className={styles.change}>
      <summary>{t('show')}</summary>
      {sides.map(({ title, json }) => (
        <div key={title}>
          {title}
          <pre className={styles.json} translate="no">
            {laidOut(json ?? '')}
          </pre>
        </div>
      ))}
    </details>
  );
}
