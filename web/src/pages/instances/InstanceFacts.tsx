import { Button } from '@dhis2-ui/button';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { instanceFactsQuery } from '../../api/instances.ts';
import { Loading } from '../../components/Loading.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { FactsFound } from './FactsFound.tsx';
import styles from './InstancePage.module.css';

/** Speaks to a registered instance, and says what was found and what is missing. */
export function InstanceFacts({ name }: { readonly name: string }) {
  const { t } = useTranslation('instances');
  const facts = useQuery(instanceFactsQuery(name));
  return (
    <div className={styles.stack}>
      {facts.isFetching && <Loading text={t('testing')} />}
      {!facts.isFetching && <ProblemNotice error={facts.error} />}
      {facts.data !== undefined && !facts.isFetching && facts.error === null && <FactsFound facts={facts.data} />}
      <div>
        <Button small disabled={facts.isFetching} onClick={() => void facts.refetch()}>
          {t('testAgain')}
        </Button>
      </div>
    </div>
  );
}
