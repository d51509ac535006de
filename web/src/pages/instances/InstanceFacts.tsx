import { Button } from '@dhis2-ui/button';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type InstanceFacts as FactsOfInstance, instanceFactsQuery } from '../../api/instances.ts';
import { Facts } from '../../components/Facts.tsx';
import { Loading } from '../../components/Loading.tsx';
import { Notice } from '../../components/Notice.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { useFormats } from '../../i18n/useFormats.ts';
import styles from './InstancePage.module.css';
import { harmlessOffsetMs, missingOf } from './missing.ts';

/** Speaks to an instance, and says what was found and what is missing. */
export function InstanceFacts({ name }: { readonly name: string }) {
  const { t } = useTranslation('instances');
  const facts = useQuery(instanceFactsQuery(name));
  return (
    <div className={styles.stack}>
      {facts.isFetching && <Loading text={t('testing')} />}
      {!facts.isFetching && <ProblemNotice error={facts.error} />}
      {facts.data !== undefined && !facts.isFetching && facts.error === null && <Found facts={facts.data} />}
      <div>
        <Button small disabled={facts.isFetching} onClick={() => void facts.refetch()}>
          {t('testAgain')}
        </Button>
      </div>
    </div>
  );
}

function Found({ facts }: { readonly facts: FactsOfInstance }) {
  const { t } = useTranslation('instances');
  const formats = useFormats();
  const missing = missingOf(facts, new Date());
  const { account, certificate, release, systemName, types } = facts;
  return (
    <>
      <Notice
        tone={missing.length === 0 ? 'good' : 'warning'}
        title={missing.length === 0 ? t('testedFine') : t('testedBut', { count: missing.length })}
      >
        {missing.length > 0 && (
          <ul className={styles.missing}>
            {missing.map((each) => (
              <li key={each}>{t(`missing.${each}`)}</li>
            ))}
          </ul>
        )}
      </Notice>
      <Facts
        facts={[
          { title: t('release'), value: `DHIS2 ${release}` },
          { title: t('system'), value: systemName ?? '–' },
          { title: t('account'), value: account.username },
          { title: t('authorities'), value: t(account.hasAllAuthorities ? 'allAuthorities' : 'someAuthorities') },
          { title: t('organisationUnits'), value: formats.number(account.organisationUnits) },
          { title: t('clock'), value: <Clock offsetMs={facts.clockOffsetMs} /> },
          {
            title: t('certificate'),
            value:
              certificate === undefined
                ? t('certificateNone')
                : t('certificateEnds', { day: formats.day(certificate.endsAt), issuer: certificate.issuer }),
          },
          { title: t('types'), value: formats.number(types) },
        ]}
      />
    </>
  );
}

/** The offset is positive where the instance's clock is ahead. */
function Clock({ offsetMs }: { readonly offsetMs: number }) {
  const { t } = useTranslation('instances');
  const formats = useFormats();
  if (Math.abs(offsetMs) <= harmlessOffsetMs) return t('clockFine');
  return t(offsetMs > 0 ? 'clockAhead' : 'clockBehind', { duration: formats.duration(Math.abs(offsetMs)) });
}
