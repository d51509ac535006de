import { IconCheckmarkCircle24, IconWarning24 } from '@dhis2/ui-icons';
import { useTranslation } from 'react-i18next';
import { shareOf, timeLeftOf } from '../../api/advances.ts';
import type { RunDetail } from '../../api/runs.ts';
import { ProgressBar } from '../../components/ProgressBar.tsx';
import { useFormats } from '../../i18n/useFormats.ts';
import { useStageTitle } from '../../i18n/useStageTitle.ts';
import { pathOf, type StageOnPath } from './run-life.ts';
import styles from './StagePath.module.css';

/** The stages of a run, one below the other, with what each has done and has left to do. */
export function StagePath({ run }: { readonly run: RunDetail }) {
  return (
    <ol className={styles.path}>
      {pathOf(run).map((stage) => (
        <StageItem key={stage.name} stage={stage} />
      ))}
    </ol>
  );
}

const words = { done: 'stageDone', running: 'stageRunning', stopped: 'stageStopped', waiting: 'stageWaiting' } as const;
const barTones = { done: 'done', running: 'running', stopped: 'still', waiting: 'still' } as const;

function StageItem({ stage }: { readonly stage: StageOnPath }) {
  const { t } = useTranslation('run');
  const title = useStageTitle()(stage.name);
  const { state, advance, remark } = stage;
  const facts = useFacts(stage);
  const lasted = useLasted(stage);
  const share = state === 'done' ? 1 : advance && shareOf(advance);
  return (
    <li className={`${styles.stage} ${styles[state]}`} aria-current={state === 'running' ? 'step' : undefined}>
      <span className={styles.mark} aria-hidden="true">
        <Mark state={state} />
      </span>
      <div className={styles.text}>
        <p className={styles.line}>
          <span className={styles.title}>{title}</span>
          <span className={styles.state}>{[t(words[state]), ...lasted].join(' · ')}</span>
        </p>
        {state !== 'waiting' && (advance !== undefined || state !== 'stopped') && (
          <ProgressBar label={title} share={share} tone={barTones[state]} />
        )}
        {facts.length > 0 && <p className={styles.facts}>{facts.join(' · ')}</p>}
        {remark !== undefined && <p className={styles.facts}>{remark}</p>}
      </div>
    </li>
  );
}

function Mark({ state }: { readonly state: StageOnPath['state'] }) {
  if (state === 'done') return <IconCheckmarkCircle24 color="#1b5e20" />;
  if (state === 'stopped') return <IconWarning24 color="#8f5200" />;
  return <span className={styles.dot} />;
}

/** Counts, pace, time left: what is known of them. */
function useFacts({ state, advance }: StageOnPath): readonly string[] {
  const { t } = useTranslation(['run', 'words']);
  const formats = useFormats();
  const facts: string[] = [];
  if (advance !== undefined && (advance.done > 0 || advance.expected !== undefined)) {
    const done = formats.number(advance.done);
    const { expected } = advance;
    // What workers tell is the part that each has in hand; what a stage that is done has done stands in the counts.
    if (state !== 'done') facts.push(expected === undefined ? done : `${done} / ${formats.number(expected)}`);
  }
  if (state === 'running' && advance !== undefined) {
    const { perSecond } = advance;
    if (perSecond !== undefined && perSecond > 0) {
      facts.push(
        t('words:perSecond', {
          rate: formats.number(perSecond >= 10 ? Math.round(perSecond) : Number(perSecond.toFixed(1))),
        }),
      );
    }
    const left = timeLeftOf(advance);
    if (left !== undefined) facts.push(t('words:left', { duration: formats.duration(left) }));
  }
  return facts;
}

/** How long a stage took that is over, where that is worth a word. */
function useLasted({ startedAt, finishedAt }: StageOnPath): readonly string[] {
  const { duration } = useFormats();
  if (startedAt === undefined || finishedAt === undefined) return [];
  const lastedMs = new Date(finishedAt).getTime() - new Date(startedAt).getTime();
  return lastedMs >= 500 ? [duration(lastedMs)] : [];
}
