import { Button } from '@dhis2-ui/button';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { removeSecondFactor } from '../../api/account.ts';
import { sessionKey } from '../../api/session.ts';
import { Question } from '../../components/Question.tsx';
import { TextField } from '../../components/TextField.tsx';

/** The second factor is in force; taking it away wants both proofs. */
export function SecondFactorRemoval({ onRemoved }: { readonly onRemoved: () => void }) {
  const { t } = useTranslation('account');
  const client = useQueryClient();
  const [isAsked, setIsAsked] = useState(false);
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const removal = useMutation({
    mutationFn: () => removeSecondFactor(password, code.replaceAll(/\s/g, '')),
    onSuccess: async () => {
      setIsAsked(false);
      onRemoved();
      await client.invalidateQueries({ queryKey: sessionKey });
    },
  });
  return (
    <>
      <p>{t('secondFactorOn')}</p>
      <Button onClick={() => setIsAsked(true)}>{t('removeFactor')}</Button>
      {isAsked && (
        <Question
          title={t('removeFactorTitle')}
          confirm={t('removeFactor')}
          isDestructive
          isBusy={removal.isPending}
          isReady={password !== '' && code !== ''}
          error={removal.error}
          onConfirm={() => removal.mutate()}
          onClose={() => setIsAsked(false)}
        >
          <p>{t('removeFactorText')}</p>
          <TextField
            name="factorPassword"
            type="password"
            label={t('presentPassword')}
            value={password}
            onChange={setPassword}
            autoComplete="current-password"
          />
          <TextField name="factorCode" label={t('code')} value={code} onChange={setCode} autoComplete="one-time-code" />
        </Question>
      )}
    </>
  );
}
