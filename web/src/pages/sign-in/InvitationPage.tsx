import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { acceptInvitation } from '../../api/session.ts';
import { StandAlone } from '../../app/StandAlone.tsx';
import { Form } from '../../components/Form.tsx';
import { LinkButton } from '../../components/LinkButton.tsx';
import { Notice } from '../../components/Notice.tsx';
import { isSame, NewPasswordFields, noPassword } from './NewPasswordFields.tsx';
import { readOneTimeToken } from './one-time-link.ts';
import styles from './SignInPage.module.css';

/** Whoever was invited, or has lost their password, chooses one. */
export function InvitationPage() {
  const { t } = useTranslation('signIn');
  const [token] = useState(() => readOneTimeToken(window.location.hash));
  const [password, setPassword] = useState(noPassword);
  const saving = useMutation({ mutationFn: () => acceptInvitation(token ?? '', password.first) });
  return (
    <StandAlone>
      <h1 className={styles.title}>{t('invitationTitle')}</h1>
      {token === undefined && <Notice tone="warning">{t('linkIncomplete')}</Notice>}
      {saving.isSuccess && (
        <div role="status">
          <p>{t('invitationDone', { name: saving.data })}</p>
          <LinkButton to="/" primary>
            {t('title')}
          </LinkButton>
        </div>
      )}
      {token !== undefined && !saving.isSuccess && (
        <>
          <p className={styles.intro}>{t('invitationText')}</p>
          <Form
            submit={t('invitationSubmit')}
            isBusy={saving.isPending}
            isReady={isSame(password)}
            error={saving.error}
            onSubmit={() => saving.mutate()}
          >
            <NewPasswordFields value={password} onChange={setPassword} />
          </Form>
        </>
      )}
    </StandAlone>
  );
}
