import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sessionQuery } from '../../api/session.ts';
import { type Retention, retentionQuery, setRetention } from '../../api/system.ts';
import { useAnnounce } from '../../components/Announcer.tsx';
import { Card } from '../../components/Card.tsx';
import { Form } from '../../components/Form.tsx';
import { Loading } from '../../components/Loading.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { TextField } from '../../components/TextField.tsx';
import { useFormats } from '../../i18n/useFormats.ts';
import styles from './Administration.module.css';
import { AdministrationFrame } from './AdministrationFrame.tsx';

/** How long ledgers and reports of runs are kept. */
export function RetentionPage() {
  const { t } = useTranslation('administration');
  const { moment } = useFormats();
  const { data: account } = useQuery(sessionQuery);
  const { data, error, isPending } = useQuery(retentionQuery);
  return (
    <AdministrationFrame title={t('retention')} intro={t('retentionIntro')}>
      <ProblemNotice error={error} />
      {isPending && <Loading />}
      {data && (
        <Card title={t('retentionNow')}>
          <p>{inWords(data, t)}</p>
          <p className={styles.soft}>
            {data.appliedAt === undefined ? t('neverApplied') : t('appliedAt', { moment: moment(data.appliedAt) })}
          </p>
        </Card>
      )}
      {data && account?.role === 'administrator' && (
        <RetentionForm key={`${data.keepDays}-${data.keepRuns}`} retention={data} />
      )}
    </AdministrationFrame>
  );
}

type Translate = ReturnType<typeof useTranslation<'administration'>>['t'];

function inWords({ keepDays, keepRuns }: Retention, t: Translate): string {
  if (keepDays === undefined && keepRuns === undefined) return t('keepAll');
  const parts = [
    ...(keepDays === undefined ? [] : [t('keepDays', { count: keepDays })]),
    ...(keepRuns === undefined ? [] : [t('keepRuns', { count: keepRuns })]),
  ];
  return parts.join(' ');
}

function RetentionForm({ retention }: { readonly retention: Retention }) {
  const { t } = useTranslation('administration');
  const client = useQueryClient();
  const announce = useAnnounce();
  const [days, setDays] = useState(retention.keepDays?.toString() ?? '');
  const [runs, setRuns] = useState(retention.keepRuns?.toString() ?? '');
  const saving = useMutation({
    mutationFn: () =>
      setRetention({
        ...(days.trim() !== '' && { keepDays: Number(days) }),
        ...(runs.trim() !== '' && { keepRuns: Number(runs) }),
      }),
    onSuccess: async () => {
      announce(t('saved'));
      await client.invalidateQueries({ queryKey: retentionQuery.queryKey });
    },
  });
  const mistake = (text: string) => (isLimit(text) ? undefined : t('limitWrong'));
  return (
    <Card title={t('retentionChange')}>
      <div className={styles.form}>
        <p>{t('retentionWarning')}</p>
        <Form
          submit={t('save')}
          isBusy={saving.isPending}
          isReady={isLimit(days) && isLimit(runs)}
          error={saving.error}
          onSubmit={() => saving.mutate()}
        >
          <TextField name="keepDays" label={t('daysField')} value={days} onChange={setDays} mistake={mistake(days)} />
          <TextField name="keepRuns" label={t('runsField')} value={runs} onChange={setRuns} mistake={mistake(runs)} />
        </Form>
      </div>
    </Card>
  );
}

/** Empty: without an end. */
function isLimit(text: string): boolean {
  return text.trim() === '' || /^[1-9][0-9]{0,5}$/.test(text.trim());
}
