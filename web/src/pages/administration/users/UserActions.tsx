import { Button } from '@dhis2-ui/button';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sessionQuery } from '../../../api/session.ts';
import { demandOfUser, resetUser, type User } from '../../../api/users.ts';
import { Card } from '../../../components/Card.tsx';
import { CheckField } from '../../../components/CheckField.tsx';
import { Question } from '../../../components/Question.tsx';
import styles from '../Administration.module.css';
import { OneTimeLinkField } from './OneTimeLinkField.tsx';

/** Shuts somebody out, lets them in again, or has them choose a new password. */
export function UserActions({ user }: { readonly user: User }) {
  const { t } = useTranslation('users');
  const client = useQueryClient();
  const { data: account } = useQuery(sessionQuery);
  const [asked, setAsked] = useState<'disable' | 'reset'>();
  const [secondFactorToo, setSecondFactorToo] = useState(false);
  const done = async () => {
    setAsked(undefined);
    await client.invalidateQueries({ queryKey: ['users'] });
  };
  const demand = useMutation({
    mutationFn: (what: 'disable' | 'enable') => demandOfUser(user.id, what),
    onSuccess: done,
  });
  const reset = useMutation({ mutationFn: () => resetUser(user.id, secondFactorToo), onSuccess: done });
  const name = user.username;
  return (
    <Card title={t('access')}>
      <div className={styles.buttons}>
        {!user.usesOpenId && <Button onClick={() => setAsked('reset')}>{t('reset')}</Button>}
        {user.isDisabled && <Button onClick={() => demand.mutate('enable')}>{t('enable')}</Button>}
        {!user.isDisabled && user.id !== account?.id && (
          <Button destructive secondary onClick={() => setAsked('disable')}>
            {t('disable')}
          </Button>
        )}
      </div>
      {reset.data && <OneTimeLinkField link={reset.data} />}
      {asked === 'disable' && (
        <Question
          title={t('disableTitle', { name })}
          confirm={t('disable')}
          isDestructive
          isBusy={demand.isPending}
          error={demand.error}
          onConfirm={() => demand.mutate('disable')}
          onClose={() => setAsked(undefined)}
        >
          <p>{t('disableText')}</p>
        </Question>
      )}
      {asked === 'reset' && (
        <Question
          title={t('resetTitle', { name })}
          confirm={t('reset')}
          isBusy={reset.isPending}
          error={reset.error}
          onConfirm={() => reset.mutate()}
          onClose={() => setAsked(undefined)}
        >
          <p>{t('resetText')}</p>
          {user.hasSecondFactor && (
            <CheckField label={t('secondFactorToo')} isChecked={secondFactorToo} onChange={setSecondFactorToo} />
          )}
        </Question>
      )}
    </Card>
  );
}
