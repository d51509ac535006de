import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { ApiProblem, ConnectionLost, isSignedOut } from '../api/api-failure.ts';
import { Notice } from './Notice.tsx';
import styles from './ProblemNotice.module.css';

/** THE way to show a failure: what happened, what to do, and the code that others know it by. Said aloud when it appears. */
export function ProblemNotice({ error }: { readonly error: unknown }) {
  const { t } = useTranslation('problems');
  if (error === null || error === undefined) return null;
  const { title, hint, code } = explain(error, t);
  // Whoever is not in cannot read the help either.
  const hasPage = error instanceof ApiProblem && !isSignedOut(error);
  return (
    <div role="alert" className={styles.notice}>
      <Notice tone="error" title={title}>
        <p className={styles.hint}>{hint}</p>
        {code !== undefined && <p className={styles.code}>{hasPage ? <ToHelp code={code} /> : t('code', { code })}</p>}
      </Notice>
    </div>
  );
}

function ToHelp({ code }: { readonly code: string }) {
  const { t } = useTranslation('problems');
  return <Link to={`/help/codes/${encodeURIComponent(code)}`}>{t('code', { code })}</Link>;
}

type Translate = ReturnType<typeof useTranslation<'problems'>>['t'];

function explain(error: unknown, t: Translate): { title: string; hint: string; code: string | undefined } {
  if (error instanceof ApiProblem) {
    const { title, hint, code, errors = [] } = error.problem;
    const places = errors.map(({ path, message }) => `${path}: ${message}`).join(' · ');
    return { title, hint: [hint, places].filter((part) => part !== '').join(' '), code };
  }
  if (error instanceof ConnectionLost)
    return { title: t('connectionTitle'), hint: t('connectionHint'), code: undefined };
  const reason = error instanceof Error ? `${error.name}: ${error.message.slice(0, 300)}` : String(error);
  return { title: t('otherTitle'), hint: t('otherHint'), code: reason };
}
