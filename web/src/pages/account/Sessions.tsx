import { Button } from '@dhis2-ui/button';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { endSession, openSessionsQuery } from '../../api/account.ts';
import { Card } from '../../components/Card.tsx';
import { DataTable } from '../../components/DataTable.tsx';
import { Loading } from '../../components/Loading.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { useFormats } from '../../i18n/useFormats.ts';
import { describeBrowser } from './describe-browser.ts';

/** Where somebody is signed in. */
export function Sessions() {
  const { t } = useTranslation('account');
  const { shortMoment } = useFormats();
  const client = useQueryClient();
  const { data, error, isPending } = useQuery(openSessionsQuery);
  const ending = useMutation({
    mutationFn: endSession,
    onSuccess: () => client.invalidateQueries({ queryKey: openSessionsQuery.queryKey }),
  });
  return (
    <Card title={t('sessions')}>
      <p>{t('sessionsText')}</p>
      <ProblemNotice error={error ?? ending.error} />
      {isPending && <Loading />}
      {data && (
        <DataTable
          caption={t('sessions')}
          rows={data}
          rowKey={({ id }) => id}
          columns={[
            {
              key: 'browser',
              title: t('browser'),
              cell: ({ userAgent, isThisOne }) =>
                `${describeBrowser(userAgent)}${isThisOne ? ` (${t('thisOne')})` : ''}`,
            },
            { key: 'address', title: t('address'), cell: ({ address }) => address ?? '–' },
            { key: 'since', title: t('since'), cell: ({ createdAt }) => shortMoment(createdAt) },
            { key: 'used', title: t('lastUsed'), cell: ({ lastUsedAt }) => shortMoment(lastUsedAt) },
            {
              key: 'end',
              title: t('end'),
              cell: ({ id, isThisOne }) =>
                isThisOne ? (
                  '–'
                ) : (
                  <Button small loading={ending.isPending && ending.variables === id} onClick={() => ending.mutate(id)}>
                    {t('end')}
                  </Button>
                ),
            },
          ]}
        />
      )}
    </Card>
  );
}
