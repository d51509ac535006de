import { Button } from '@dhis2-ui/button';
import type { Account } from '@relais/contract/session.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { confirmSecondFactor, offerSecondFactor } from '../../api/account.ts';
import { sessionKey } from '../../api/session.ts';
import { Card } from '../../components/Card.tsx';
import { Notice } from '../../components/Notice.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import styles from './Account.module.css';
import { SecondFactorOfferForm } from './SecondFactorOfferForm.tsx';
import { SecondFactorRemoval } from './SecondFactorRemoval.tsx';

/** A code of the telephone beside the password. */
export function SecondFactor({ account: { hasSecondFactor } }: { readonly account: Account }) {
  const { t } = useTranslation('account');
  const client = useQueryClient();
  const offer = useMutation({ mutationFn: offerSecondFactor });
  const [recoveryCodes, setRecoveryCodes] = useState<readonly string[]>([]);
  const confirmation = useMutation({
    mutationFn: confirmSecondFactor,
    onSuccess: async (codes) => {
      setRecoveryCodes(codes);
      offer.reset();
      await client.invalidateQueries({ queryKey: sessionKey });
    },
  });
  return (
    <Card title={t('secondFactor')}>
      {recoveryCodes.length > 0 && (
        <div role="status">
          <Notice tone="good" title={t('recoveryTitle')}>
            <p>{t('recoveryText')}</p>
            <ul className={styles.recovery}>
              {recoveryCodes.map((code) => (
                <li key={code}>{code}</li>
              ))}
            </ul>
          </Notice>
        </div>
      )}
      {hasSecondFactor && <SecondFactorRemoval onRemoved={() => setRecoveryCodes([])} />}
      {!hasSecondFactor && !offer.data && recoveryCodes.length === 0 && (
        <>
          <p>{t('secondFactorText')}</p>
          <ProblemNotice error={offer.error} />
          <Button loading={offer.isPending} onClick={() => offer.mutate()}>
            {t('setUp')}
          </Button>
        </>
      )}
      {offer.data && (
        <SecondFactorOfferForm
          offer={offer.data}
          isBusy={confirmation.isPending}
          error={confirmation.error}
          onCode={(code) => confirmation.mutate(code)}
        />
      )}
    </Card>
  );
}
