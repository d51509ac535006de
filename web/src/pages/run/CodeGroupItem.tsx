import { useTranslation } from 'react-i18next';
import type { FindingGroup, RunDetail } from '../../api/runs.ts';
import { Disclosure } from '../../components/Disclosure.tsx';
import { useTypeTitle } from '../../i18n/useTypeTitle.ts';
import { FindingList } from './FindingList.tsx';
import styles from './Findings.module.css';
import { type CodeGroup, objectsOf } from './group-findings.ts';
import { RetryGroupButton } from './RetryGroupButton.tsx';
import { hasEnded } from './run-life.ts';

interface CodeGroupItemProps {
  readonly run: RunDetail;
  readonly group: CodeGroup;
}

/** One code: what it means, what to do, the server's own words, and the objects by their type. */
export function CodeGroupItem({ run, group }: CodeGroupItemProps) {
  const { t } = useTranslation('run');
  const { cause, code, explanation, serversWords, types } = group;
  return (
    <li className={`${styles.group} ${styles[cause] ?? ''}`}>
      <p className={styles.head}>
        <code>{code}</code>
        <span className={styles.count}>{t('objects', { count: objectsOf(group) })}</span>
      </p>
      {explanation !== undefined && (
        <>
          <p className={styles.means}>{explanation.means}</p>
          <p className={styles.words}>
            <span className={styles.label}>{t('whatToDo')}</span> {explanation.remedy}
          </p>
        </>
      )}
      {serversWords !== undefined && (
        <p className={styles.words}>
          <span className={styles.label}>{t('serverSaid')}</span> <q lang="en">{serversWords}</q>
        </p>
      )}
      {types.map((ofType) => (
        <TypeOfGroup key={ofType.type} run={run} group={ofType} />
      ))}
    </li>
  );
}

/** What helps where the same is tried again; what was left aside, or cannot be copied, stays so. */
const worthRetrying: ReadonlySet<string> = new Set(['refused', 'unexplained', 'changed-meanwhile']);

function TypeOfGroup({ run, group }: { readonly run: RunDetail; readonly group: FindingGroup }) {
  const { t } = useTranslation('run');
  const title = useTypeTitle()(group.type);
  const mayRetry = worthRetrying.has(group.cause) && hasEnded(run.state) && run.mode === 'replicate';
  return (
    <div className={styles.foot}>
      <Disclosure summary={t('objectsOfType', { type: title, objects: t('objects', { count: group.objects }) })}>
        <FindingList run={run} group={group} />
      </Disclosure>
      {mayRetry && <RetryGroupButton runId={run.id} group={group} />}
    </div>
  );
}
