import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { RunDetail } from '../../api/runs.ts';
import { Notice, type NoticeTone } from '../../components/Notice.tsx';
import { useFormats } from '../../i18n/useFormats.ts';
import { hasEnded } from './run-life.ts';
import styles from './Verdict.module.css';

/** The one word at the end of a run, and what it means; before that, why the run is as it is. */
export function Verdict({ run }: { readonly run: RunDetail }) {
  const { t } = useTranslation('run');
  const { word, text, tone } = useVerdict(run);
  const hasDiff = run.mode === 'diff' || run.isDryRun;
  return (
    <section aria-label={t('verdict')} className={styles.verdict}>
      <Notice tone={tone}>
        {word !== undefined && <p className={styles.word}>{word}</p>}
        {run.reason !== undefined && run.verdict === undefined && <p className={styles.reason}>{run.reason.text}</p>}
        {text !== undefined && <p>{text}</p>}
        <ProvenBefore run={run} />
        {hasDiff && hasEnded(run.state) && (
          <p>
            <Link to={`/diffs/${run.id}`}>{t('seeDiff')}</Link>
          </p>
        )}
      </Notice>
    </section>
  );
}

/** What of the verdict goes back to earlier runs; nothing where all was read. */
function ProvenBefore({ run: { provenBefore, verdict } }: { readonly run: RunDetail }) {
  const { t } = useTranslation('run');
  const formats = useFormats();
  if (provenBefore === undefined || verdict === undefined) return null;
  const { objects, of, oldestAt, oldestBy } = provenBefore;
  return <p>{t('provenBefore', { read: of - objects, objects, date: formats.moment(oldestAt), run: oldestBy })}</p>;
}

interface VerdictWords {
  readonly word?: string;
  readonly text?: string;
  readonly tone: NoticeTone;
}

function useVerdict({ verdict, state, findings, source, target, provenBefore }: RunDetail): VerdictWords {
  const { t } = useTranslation('run');
  if (state === 'failed' && verdict === undefined) return { word: t('verdictFailed'), tone: 'error' };
  switch (verdict) {
    case 'identical': {
      const text = provenBefore === undefined ? 'verdictIdenticalText' : 'verdictOnTopText';
      return { word: t('verdictIdentical'), text: t(text, { source, target }), tone: 'good' };
    }
    case 'identical-except-refusals': {
      const refusals = t('refusals', { count: findings.refused });
      return { word: t('verdictExcept', { refusals }), text: t('verdictExceptText'), tone: 'warning' };
    }
    case 'different': {
      const text = t('verdictDifferentText', { count: findings.unexplained });
      return { word: t('verdictDifferent'), text, tone: 'error' };
    }
    case 'planned':
      return { word: t('verdictPlanned'), text: t('verdictPlannedText', { target }), tone: 'info' };
    case 'cancelled':
      return { word: t('verdictCancelled'), text: t('verdictCancelledText', { target }), tone: 'warning' };
    case undefined:
      if (state === 'cancelled')
        return { word: t('verdictCancelled'), text: t('verdictCancelledText', { target }), tone: 'warning' };
      return { text: t('verdictNone'), tone: state === 'paused' || state === 'interrupted' ? 'warning' : 'info' };
  }
}
