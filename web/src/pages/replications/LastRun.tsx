import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { lastRunQuery } from '../../api/replications.ts';
import { StateTag } from '../../components/StateTag.tsx';

/** How the last run of a replication went, with the way to it. */
export function LastRun({ replication }: { readonly replication: string }) {
  const { t } = useTranslation('replications');
  const { data, isPending } = useQuery(lastRunQuery(replication));
  if (isPending) return null;
  if (data === undefined || data === null) return t('never');
  return (
    <Link to={`/runs/${data.id}`} aria-label={t('runNumber', { id: data.id })}>
      <StateTag state={data.state} />
    </Link>
  );
}
