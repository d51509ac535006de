import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { revokeToken, tokensQuery } from '../../api/users.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { LinkButton } from '../../components/LinkButton.tsx';
import { Loading } from '../../components/Loading.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { TokenTable } from '../../components/TokenTable.tsx';
import { AdministrationFrame } from './AdministrationFrame.tsx';

/** The tokens of everybody. */
export function TokensPage() {
  const { t } = useTranslation('tokens');
  const client = useQueryClient();
  const { data, error, isPending } = useQuery(tokensQuery);
  return (
    <AdministrationFrame title={t('allTitle')} intro={t('allIntro')}>
      <ProblemNotice error={error} />
      {isPending && <Loading />}
      {data?.length === 0 && (
        <EmptyState title={t('emptyTitle')} action={<LinkButton to="/account">{t('toAccount')}</LinkButton>}>
          {t('emptyText')}
        </EmptyState>
      )}
      {data && data.length > 0 && (
        <TokenTable
          tokens={data}
          hasOwners
          revoke={revokeToken}
          onRevoked={() => void client.invalidateQueries({ queryKey: ['tokens'] })}
        />
      )}
    </AdministrationFrame>
  );
}
