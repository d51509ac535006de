import { Button } from '@dhis2-ui/button';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type Unmasked, unmaskFinding } from '../../api/runs.ts';
import { useAnnounce } from '../../components/Announcer.tsx';
import { Facts } from '../../components/Facts.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { useFormats } from '../../i18n/useFormats.ts';
import styles from './Findings.module.css';

interface MaskedValuesProps {
  readonly runId: number;
  readonly findingId: number;
}

/** Values of a person that the server's words left out, for whoever has the right: they read first that it is written down. */
export function MaskedValues({ runId, findingId }: MaskedValuesProps) {
  const { t } = useTranslation('run');
  const announce = useAnnounce();
  const showing = useMutation({
    mutationFn: () => unmaskFinding(runId, findingId),
    onSuccess: () => announce(t('unmasked')),
    // What belongs to a person stays in no memory when it is no longer shown.
    gcTime: 0,
  });
  const isShown = showing.data !== undefined;
  const press = () => {
    if (isShown) showing.reset();
    else if (!showing.isPending) showing.mutate();
  };
  return (
    <div className={styles.masked}>
      <p className={styles.words}>{t('unmaskWarning')}</p>
      <Button small onClick={press}>
        {t(isShown ? 'maskAgain' : 'unmask')}
      </Button>
      <ProblemNotice error={showing.error} />
      {isShown && <Values unmasked={showing.data} />}
    </div>
  );
}

function Values({ unmasked: { values, readAt } }: { readonly unmasked: Unmasked }) {
  const { t } = useTranslation('run');
  const { moment } = useFormats();
  if (values.length === 0) return <p>{t('unmaskedNothing')}</p>;
  const facts = values.map(({ field, name, value }, index) => ({
    key: `${field} ${index}`,
    title: field === 'note' ? t('note') : (name ?? field),
    value: <span translate="no">{value}</span>,
  }));
  return (
    <>
      <Facts facts={facts} />
      <p className={styles.words}>{t('unmaskedAt', { moment: moment(readAt) })}</p>
    </>
  );
}
