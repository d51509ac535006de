import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ownTokensQuery, revokeOwnToken } from '../../api/account.ts';
import { Card } from '../../components/Card.tsx';
import { Loading } from '../../components/Loading.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { TokenTable } from '../../components/TokenTable.tsx';
import { NewToken } from './NewToken.tsx';

/** The user's own tokens. */
export function OwnTokens() {
  const { t } = useTranslation('account');
  const client = useQueryClient();
  const { data, error, isPending } = useQuery(ownTokensQuery);
  const refresh = () => void client.invalidateQueries({ queryKey: ownTokensQuery.queryKey });
  return (
    <Card title={t('tokens')}>
      <p>{t('tokensText')}</p>
      <ProblemNotice error={error} />
      {isPending && <Loading />}
      {data && data.length > 0 && <TokenTable tokens={data} revoke={revokeOwnToken} onRevoked={refresh} />}
      <NewToken onCreated={refresh} />
    </Card>
  );
}
