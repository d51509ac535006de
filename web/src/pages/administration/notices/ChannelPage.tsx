import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useParams } from 'wouter';
import { channelsQuery } from '../../../api/notices.ts';
import { EmptyState } from '../../../components/EmptyState.tsx';
import { LinkButton } from '../../../components/LinkButton.tsx';
import { Loading } from '../../../components/Loading.tsx';
import { ProblemNotice } from '../../../components/ProblemNotice.tsx';
import { AdministrationFrame } from '../AdministrationFrame.tsx';
import { ChannelForm } from './ChannelForm.tsx';
import { TestChannel } from './TestChannel.tsx';

/** One channel, or a new one: how it is reached, and a test. */
export function ChannelPage() {
  const { t } = useTranslation('notices');
  const { name } = useParams<{ name?: string }>();
  const { data, error, isPending } = useQuery(channelsQuery);
  const channel = data?.find((each) => each.name === name);
  return (
    <AdministrationFrame
      title={name ?? t('newChannel')}
      actions={<LinkButton to="/administration/notices">{t('back')}</LinkButton>}
    >
      <ProblemNotice error={error} />
      {isPending && <Loading />}
      {data && name !== undefined && channel === undefined && <EmptyState title={t('channelUnknown')} />}
      {data && (name === undefined || channel !== undefined) && <ChannelForm channel={channel} />}
      {channel && <TestChannel channel={channel} />}
    </AdministrationFrame>
  );
}
