import { useTranslation } from 'react-i18next';
import { useAbilities } from '../../api/abilities.ts';
import { Card } from '../../components/Card.tsx';
import { LinkButton } from '../../components/LinkButton.tsx';
import styles from './FirstSteps.module.css';

/** Where to begin while nothing has been copied yet: the way in three steps, and a button for the next of them. */
export function FirstSteps({ instances }: { readonly instances: number }) {
  const { t } = useTranslation('home');
  const { isAdministrator, mayWork } = useAbilities();
  const hasBoth = instances >= 2;
  return (
    <Card title={t('firstTitle')}>
      <ol className={styles.steps}>
        <li>
          {t('firstInstances')} {hasBoth && <strong>({t('firstDone')})</strong>}
        </li>
        <li>{t('firstReplication')}</li>
        <li>{t('firstRun')}</li>
      </ol>
      {hasBoth && mayWork && (
        <LinkButton to="/replications/new" primary>
          {t('createReplication')}
        </LinkButton>
      )}
      {!hasBoth && isAdministrator && (
        <LinkButton to="/instances/new" primary>
          {t(instances === 1 ? 'addSecond' : 'addInstance')}
        </LinkButton>
      )}
      {!hasBoth && !isAdministrator && <p className={styles.hint}>{t('askAdministrator')}</p>}
    </Card>
  );
}
