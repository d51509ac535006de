import { Button } from '@dhis2-ui/button';
import { Tag } from '@dhis2-ui/tag';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type Delivery, deliveriesQuery, deliveryStates } from '../../../api/notices.ts';
import { Card } from '../../../components/Card.tsx';
import { CodeLink } from '../../../components/CodeLink.tsx';
import { DataTable } from '../../../components/DataTable.tsx';
import { Loading } from '../../../components/Loading.tsx';
import { ProblemNotice } from '../../../components/ProblemNotice.tsx';
import { SelectField } from '../../../components/SelectField.tsx';
import { Toolbar } from '../../../components/Toolbar.tsx';
import { useFilters } from '../../../components/useFilters.ts';
import { useFormats } from '../../../i18n/useFormats.ts';
import { useEventName } from './useEventName.ts';

/** What became of each notice, the newest first. */
export function Deliveries() {
  const { t } = useTranslation(['notices', 'words']);
  const { values, set } = useFilters(['delivery']);
  const state = deliveryStates.find((each) => each === values.delivery);
  const deliveries = useInfiniteQuery(deliveriesQuery(state));
  const rows = deliveries.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Card title={t('deliveries')}>
      <Toolbar>
        <SelectField
          label={t('state')}
          value={state ?? ''}
          choices={[
            { value: '', label: t('anyState') },
            ...deliveryStates.map((value) => ({ value, label: t(`deliveryStates.${value}`) })),
          ]}
          onChange={(value) => set('delivery', value)}
        />
      </Toolbar>
      <ProblemNotice error={deliveries.error} />
      {deliveries.isPending && <Loading />}
      {deliveries.isSuccess && rows.length === 0 && <p>{t('noDelivery')}</p>}
      {rows.length > 0 && <DeliveryTable rows={rows} />}
      {deliveries.hasNextPage && (
        <Button loading={deliveries.isFetchingNextPage} onClick={() => void deliveries.fetchNextPage()}>
          {t('words:showMore')}
        </Button>
      )}
    </Card>
  );
}

function DeliveryTable({ rows }: { readonly rows: readonly Delivery[] }) {
  const { t } = useTranslation('notices');
  const { shortMoment, number } = useFormats();
  const eventName = useEventName();
  return (
    <DataTable
      caption={t('deliveries')}
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        { key: 'at', title: t('at'), cell: ({ finishedAt, dueAt }) => shortMoment(finishedAt ?? dueAt) },
        { key: 'event', title: t('event'), isText: true, cell: ({ event, topic }) => `${eventName(event)} · ${topic}` },
        { key: 'rule', title: t('rule'), cell: ({ rule }) => rule },
        { key: 'recipient', title: t('recipient'), cell: ({ recipient }) => (recipient === '' ? '–' : recipient) },
        {
          key: 'state',
          title: t('state'),
          cell: ({ state }) => <Tag negative={state === 'failed'}>{t(`deliveryStates.${state}`)}</Tag>,
        },
        { key: 'attempts', title: t('attempts'), isNumber: true, cell: ({ attempts }) => number(attempts) },
        {
          key: 'code',
          title: t('answer'),
          cell: ({ code, answer }) => (code === undefined ? (answer ?? '–') : <CodeLink code={code} />),
        },
      ]}
    />
  );
}
