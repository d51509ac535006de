import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { shareOf, timeLeftOf } from '../../api/advances.ts';
import type { HomeAnswer } from '../../api/home.ts';
import { ProgressBar } from '../../components/ProgressBar.tsx';
import { StateTag } from '../../components/StateTag.tsx';
import { useFormats } from '../../i18n/useFormats.ts';
import { useStageTitle } from '../../i18n/useStageTitle.ts';
import styles from './RunningNow.module.css';

type RunningRun = HomeAnswer['running'][number];

/** Runs under way, each with the bar of what it does now. */
export function RunningNow({ runs }: { readonly runs: readonly RunningRun[] }) {
  const { t } = useTranslation('home');
  if (runs.length === 0) return <p className={styles.nothing}>{t('runningNone')}</p>;
  return (
    <ul className={styles.list}>
      {runs.map((run) => (
        <RunningItem key={run.id} run={run} />
      ))}
    </ul>
  );
}

function RunningItem({ run }: { readonly run: RunningRun }) {
  const { t } = useTranslation(['home', 'words']);
  const formats = useFormats();
  const stageTitle = useStageTitle();
  const { id, source, target, state, reason } = run;
  // What moves now is the stage that was told last of those that are not through.
  const advance =
    run.advances.find((each) => (shareOf(each) ?? 0) < 1 && each.perSecond !== undefined) ?? run.advances.at(-1);
  const label = advance === undefined ? t('beginning') : stageTitle(advance.stage);
  const left = advance && timeLeftOf(advance);
  return (
    <li className={styles.item}>
      <div className={styles.line}>
        <Link to={`/runs/${id}`} className={styles.name}>
          {source} → {target}
        </Link>
        <StateTag state={state} />
      </div>
      {state === 'running' ? (
        <>
          <ProgressBar label={`${t('runTitle', { id })}, ${label}`} share={advance && shareOf(advance)} />
          <p className={styles.counts}>
            <span>{label}</span>
            {advance !== undefined && <span>{countsOf(advance, formats.number)}</span>}
            {left !== undefined && <span>{t('words:left', { duration: formats.duration(left) })}</span>}
          </p>
        </>
      ) : (
        <p className={styles.counts}>{reason?.text ?? t('waiting')}</p>
      )}
    </li>
  );
}

/** `748 / 1 319`, or `748` where nobody knows how many there are. */
function countsOf({ done, expected }: RunningRun['advances'][number], number: (value: number) => string): string {
  return expected === undefined ? number(done) : `${number(done)} / ${number(expected)}`;
}
