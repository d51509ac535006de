import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { channelsQuery, rulesQuery } from '../../../api/notices.ts';
import { sessionQuery } from '../../../api/session.ts';
import { Card } from '../../../components/Card.tsx';
import { EmptyState } from '../../../components/EmptyState.tsx';
import { LinkButton } from '../../../components/LinkButton.tsx';
import { Loading } from '../../../components/Loading.tsx';
import { ProblemNotice } from '../../../components/ProblemNotice.tsx';
import { AdministrationFrame } from '../AdministrationFrame.tsx';
import { ChannelTable } from './ChannelTable.tsx';
import { Deliveries } from './Deliveries.tsx';
import { RuleTable } from './RuleTable.tsx';

/** How people are told of what happens, who is told of what, and what became of each notice. */
export function NoticesPage() {
  const { t } = useTranslation('notices');
  const { data: account } = useQuery(sessionQuery);
  const channels = useQuery(channelsQuery);
  const rules = useQuery(rulesQuery);
  const isAdministrator = account?.role === 'administrator';
  return (
    <AdministrationFrame title={t('title')} intro={t('intro')}>
      <ProblemNotice error={channels.error ?? rules.error} />
      {(channels.isPending || rules.isPending) && <Loading />}
      {channels.data && (
        <Card
          title={t('channels')}
          more={isAdministrator && <LinkButton to="/administration/notices/channels">{t('newChannel')}</LinkButton>}
        >
          {channels.data.length === 0 ? (
            <EmptyState title={t('noChannel')}>{t('noChannelText')}</EmptyState>
          ) : (
            <ChannelTable channels={channels.data} rules={rules.data ?? []} mayChange={isAdministrator} />
          )}
        </Card>
      )}
      {rules.data && (
        <Card
          title={t('rules')}
          more={
            channels.data &&
            channels.data.length > 0 && <LinkButton to="/administration/notices/rules">{t('newRule')}</LinkButton>
          }
        >
          {rules.data.length === 0 ? (
            <EmptyState title={t('noRule')}>{t('noRuleText')}</EmptyState>
          ) : (
            <RuleTable rules={rules.data} />
          )}
        </Card>
      )}
      <Deliveries />
    </AdministrationFrame>
  );
}
