import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { openIdAddress } from '../../api/session.ts';
import { StandAlone } from '../../app/StandAlone.tsx';
import { Notice } from '../../components/Notice.tsx';
import { CodeForm } from './CodeForm.tsx';
import { PasswordForm } from './PasswordForm.tsx';
import styles from './SignInPage.module.css';
import { useEntering } from './useEntering.ts';

interface SignInPageProps {
  /** There is no administrator yet, and so nobody who could sign in. */
  readonly isSetupNeeded: boolean;
  /** Somebody was in, and is so no more. */
  readonly hasEnded: boolean;
  readonly hasOpenId: boolean;
}

/** Stands in for every page while nobody is signed in; the address stays what it was. */
export function SignInPage({ isSetupNeeded, hasEnded, hasOpenId }: SignInPageProps) {
  const { t } = useTranslation('signIn');
  const [challenge, setChallenge] = useState<string>();
  const entering = useEntering(useQueryClient(), setChallenge);
  if (challenge !== undefined) {
    return (
      <StandAlone>
        <CodeForm challenge={challenge} onAnswer={entering} onStartAgain={() => setChallenge(undefined)} />
      </StandAlone>
    );
  }
  return (
    <StandAlone>
      <h1 className={styles.title}>{t('title')}</h1>
      <p className={styles.intro}>{t('intro')}</p>
      {hasEnded && (
        <div role="status" className={styles.notice}>
          <Notice>{t('ended')}</Notice>
        </div>
      )}
      {isSetupNeeded ? (
        <Notice tone="warning">{t('setupMissing')}</Notice>
      ) : (
        <>
          <PasswordForm onAnswer={entering} />
          {hasOpenId && (
            <p className={styles.openId}>
              <a href={openIdAddress(`${window.location.pathname}${window.location.search}`)}>{t('openId')}</a>
            </p>
          )}
        </>
      )}
    </StandAlone>
  );
}
