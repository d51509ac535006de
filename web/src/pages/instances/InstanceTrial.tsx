import { Button } from '@dhis2-ui/button';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type InstanceToTest, testInstance } from '../../api/instances.ts';
import { useAnnounce } from '../../components/Announcer.tsx';
import { Loading } from '../../components/Loading.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { FactsFound } from './FactsFound.tsx';
import styles from './InstancePage.module.css';

/** Speaks to an address before it is kept, and says what was found. What was found of another address or account is shown no more. */
export function InstanceTrial({ wish }: { readonly wish: InstanceToTest | undefined }) {
  const { t } = useTranslation('instances');
  const announce = useAnnounce();
  const trial = useMutation({
    mutationFn: testInstance,
    onSuccess: () => announce(t('tried')),
    // What was asked holds the secret.
    gcTime: 0,
  });
  const isOfThis = JSON.stringify(trial.variables) === JSON.stringify(wish);
  return (
    <div className={styles.stack}>
      <div className={styles.trial}>
        <Button
          disabled={wish === undefined || trial.isPending}
          onClick={() => wish !== undefined && trial.mutate(wish)}
        >
          {t('test')}
        </Button>
        <span className={styles.soft}>{t('testHelp')}</span>
      </div>
      {trial.isPending && <Loading text={t('testing')} />}
      {isOfThis && <ProblemNotice error={trial.error} />}
      {isOfThis && trial.data !== undefined && (
        <section aria-label={t('nowTitle')} className={styles.stack}>
          <FactsFound facts={trial.data} />
        </section>
      )}
    </div>
  );
}
