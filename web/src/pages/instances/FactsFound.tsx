import { useTranslation } from 'react-i18next';
import type { InstanceFacts } from '../../api/instances.ts';
import { CodeLink } from '../../components/CodeLink.tsx';
import { Disclosure } from '../../components/Disclosure.tsx';
import { Facts } from '../../components/Facts.tsx';
import { Notice } from '../../components/Notice.tsx';
import { useFormats } from '../../i18n/useFormats.ts';
import styles from './InstancePage.module.css';
import { harmlessOffsetMs, missingOf } from './missing.ts';

interface FactsFoundProps {
  readonly facts: InstanceFacts;
}

/** What was found when an instance was spoken to: what is missing first, and then what it is. */
export function FactsFound({ facts }: FactsFoundProps) {
  const { t } = useTranslation('instances');
  const formats = useFormats();
  const { account, capabilities, certificate, edition, release, systemName, types } = facts;
  return (
    <>
      <Attention facts={facts} />
      <Facts
        facts={[
          { title: t('release'), value: `DHIS2 ${release}` },
          { title: t('edition'), value: edition },
          { title: t('system'), value: systemName ?? '–' },
          { title: t('account'), value: account.username },
          { title: t('authorities'), value: t(account.hasAllAuthorities ? 'allAuthorities' : 'someAuthorities') },
          { title: t('organisationUnits'), value: <OrganisationUnits facts={facts} /> },
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
      {capabilities.length > 0 && (
        <Disclosure summary={t('capabilities')}>
          <ul className={styles.missing}>
            {capabilities.map(({ name, text }) => (
              <li key={name}>{text}</li>
            ))}
          </ul>
        </Disclosure>
      )}
    </>
  );
}

/** What the service says that the account lacks, and what is seen from here. */
function Attention({ facts }: FactsFoundProps) {
  const { t } = useTranslation('instances');
  const seen = missingOf(facts, new Date());
  const count = facts.missing.length + seen.length;
  if (count === 0) return <Notice tone="good" title={t('testedFine')} />;
  return (
    <Notice tone="warning" title={t('testedBut', { count })}>
      <ul className={styles.missing}>
        {facts.missing.map(({ code, side, text, hint }) => (
          <li key={code}>
            {t(`sides.${side}`, { text })} {hint} <CodeLink code={code} />
          </li>
        ))}
        {seen.map((each) => (
          <li key={each}>{t(`missing.${each}`)}</li>
        ))}
      </ul>
    </Notice>
  );
}

function OrganisationUnits({ facts: { account, missing } }: FactsFoundProps) {
  const { t } = useTranslation('instances');
  const formats = useFormats();
  const { organisationUnits: count, organisationUnitNames: names } = account;
  // Where the account has none and lacks none, there is none.
  if (count === 0)
    return t(missing.some(({ code }) => code === 'DHIS2_ORG_UNITS_MISSING') ? 'unitsNone' : 'unitsNotYet');
  const more = count - names.length;
  return formats.list(more > 0 ? [...names, t('unitsMore', { count: more })] : names);
}

/** The offset is positive where the instance's clock is ahead. */
function Clock({ offsetMs }: { readonly offsetMs: number }) {
  const { t } = useTranslation('instances');
  const formats = useFormats();
  if (Math.abs(offsetMs) <= harmlessOffsetMs) return t('clockFine');
  return t(offsetMs > 0 ? 'clockAhead' : 'clockBehind', { duration: formats.duration(Math.abs(offsetMs)) });
}
