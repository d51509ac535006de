import { Button } from '@dhis2-ui/button';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'wouter';
import { instancesQuery } from '../../../api/instances.ts';
import { LinkButton } from '../../../components/LinkButton.tsx';
import { PageHeading } from '../../../components/PageHeading.tsx';
import { emptyDraft, endsMistake, type ReplicationDraft } from '../draft/replication-draft.ts';
import { useKeptDraft } from '../draft/useKeptDraft.ts';
import styles from '../Replications.module.css';
import { GuideStep } from './GuideStep.tsx';
import { type StepName, stepAfter, stepBefore, stepNames } from './guide-steps.ts';
import { OnePage } from './OnePage.tsx';

/** The path on which a replication is made: step by step, or all on one page for those who know. */
export function NewReplicationPage() {
  const { t } = useTranslation('replications');
  const [search] = useSearchParams();
  const [source, target] = [search.get('source'), search.get('target')];
  const [draft, setDraft, forget] = useKeptDraft({
    ...(source !== null && { source }),
    ...(target !== null && { target }),
  });
  const isOnePage = search.get('form') === 'page';
  const wanted = stepNames.find((name) => name === search.get('step')) ?? 'ends';
  // Nobody gets to a later step by its address alone.
  const step = endsMistake(draft) === undefined ? wanted : 'ends';
  const startAgain = () => {
    forget();
    setDraft(emptyDraft);
  };
  return (
    <>
      <PageHeading
        title={t('guideTitle')}
        actions={
          <>
            <Button onClick={startAgain}>{t('startAgain')}</Button>
            <LinkButton to={isOnePage ? '/replications/new' : '/replications/new?form=page'}>
              {t(isOnePage ? 'stepByStep' : 'onePage')}
            </LinkButton>
          </>
        }
      />
      {isOnePage ? (
        <OnePage draft={draft} onChange={setDraft} onDone={forget} />
      ) : (
        <>
          <Steps draft={draft} here={step} />
          <GuideStep {...{ draft, step }} onChange={setDraft} onDone={forget} />
          <Ways draft={draft} here={step} />
        </>
      )}
    </>
  );
}

interface HereProps {
  readonly draft: ReplicationDraft;
  readonly here: StepName;
}

const addressOf = (step: StepName) => `/replications/new?step=${step}`;

function Steps({ draft, here }: HereProps) {
  const { t } = useTranslation('replications');
  const isOpen = endsMistake(draft) === undefined;
  return (
    <nav aria-label={t('steps')}>
      <ol className={styles.steps}>
        {stepNames.map((name) => (
          <li key={name}>
            {isOpen || name === 'ends' ? (
              <Link to={addressOf(name)} className={styles.step} aria-current={name === here ? 'step' : undefined}>
                {t(`step.${name}`)}
              </Link>
            ) : (
              <span className={styles.step} aria-disabled="true">
                {t(`step.${name}`)}
              </span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Ways({ draft, here }: HereProps) {
  const { t } = useTranslation(['replications', 'words']);
  const [before, after] = [stepBefore(here), stepAfter(here)];
  const mistake = endsMistake(draft);
  const { data } = useQuery(instancesQuery);
  // Where there are not two to choose from, the step itself says what to do first.
  const hasBoth = data !== undefined && data.items.length >= 2;
  return (
    <div className={styles.ways}>
      {before !== undefined && <LinkButton to={addressOf(before)}>{t('words:back')}</LinkButton>}
      {after !== undefined && mistake === undefined && (
        <LinkButton to={addressOf(after)} primary>
          {t('words:next')}
        </LinkButton>
      )}
      {mistake !== undefined && hasBoth && (
        <>
          <Button primary disabled>
            {t('words:next')}
          </Button>
          <span className={styles.muted}>{t(mistake)}</span>
        </>
      )}
    </div>
  );
}
