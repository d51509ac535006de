import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type RunDetail, transitionsQuery } from '../../api/runs.ts';
import { Disclosure } from '../../components/Disclosure.tsx';
import { Loading } from '../../components/Loading.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { useFormats } from '../../i18n/useFormats.ts';
import { useStageTitle } from '../../i18n/useStageTitle.ts';
import styles from './Timeline.module.css';
import { type Happening, timelineOf } from './timeline-of-run.ts';

/** The life of a run, on demand. */
export function Timeline({ run }: { readonly run: RunDetail }) {
  const { t } = useTranslation('run');
  return (
    <Disclosure summary={t('timelineShow')}>
      <Story run={run} />
    </Disclosure>
  );
}

function Story({ run }: { readonly run: RunDetail }) {
  const { data, error, isPending } = useQuery(transitionsQuery(run.id));
  const formats = useFormats();
  const tell = useTelling();
  if (isPending) return error === null ? <Loading /> : <ProblemNotice error={error} />;
  if (data === undefined) return <ProblemNotice error={error} />;
  return (
    <ol className={styles.story}>
      {timelineOf(run, data.items).map((happening) => (
        <li key={happening.key} className={styles.happening}>
          <time dateTime={happening.at} className={styles.time} title={formats.moment(happening.at)}>
            {formats.time(happening.at)}
          </time>
          <span>{tell(happening)}</span>
        </li>
      ))}
    </ol>
  );
}

/** What happened, in a line. */
function useTelling(): (happening: Happening) => string {
  const { t } = useTranslation(['run', 'words']);
  const stageTitle = useStageTitle();
  return (happening) => {
    if (happening.kind === 'notice') return `${stageTitle(happening.stage)} · ${happening.text}`;
    if (happening.kind === 'stage') {
      const stage = stageTitle(happening.stage);
      const words = t(happening.isEnd ? 'stageEnded' : 'stageBegan', { stage });
      return happening.remark === undefined ? words : `${words} (${happening.remark})`;
    }
    const { to, reason, by } = happening.transition;
    const parts = [t('became', { state: t(`words:runState.${to}`) }), reason?.text, t('words:by', { name: by })];
    return parts.filter((part) => part !== undefined).join(' · ');
  };
}
