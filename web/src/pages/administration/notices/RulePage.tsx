import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useParams } from 'wouter';
import { channelsQuery, rulesQuery } from '../../../api/notices.ts';
import { EmptyState } from '../../../components/EmptyState.tsx';
import { LinkButton } from '../../../components/LinkButton.tsx';
import { Loading } from '../../../components/Loading.tsx';
import { ProblemNotice } from '../../../components/ProblemNotice.tsx';
import { AdministrationFrame } from '../AdministrationFrame.tsx';
import { RuleForm } from './RuleForm.tsx';

/** One rule, or a new one. */
export function RulePage() {
  const { t } = useTranslation('notices');
  const { name } = useParams<{ name?: string }>();
  const channels = useQuery(channelsQuery);
  const rules = useQuery(rulesQuery);
  const rule = rules.data?.find((each) => each.name === name);
  const isThere = name === undefined || rule !== undefined;
  return (
    <AdministrationFrame
      title={name ?? t('newRule')}
      actions={<LinkButton to="/administration/notices">{t('back')}</LinkButton>}
    >
      <ProblemNotice error={channels.error ?? rules.error} />
      {(channels.isPending || rules.isPending) && <Loading />}
      {rules.data && !isThere && <EmptyState title={t('ruleUnknown')} />}
      {channels.data && rules.data && isThere && <RuleForm rule={rule} channels={channels.data} />}
    </AdministrationFrame>
  );
}
