import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { type Replication, replicationsQuery } from '../../api/replications.ts';
import { LinkButton } from '../../components/LinkButton.tsx';
import { Loading } from '../../components/Loading.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import styles from './InstancePage.module.css';

/** The replications that read an instance, and those that write to it. */
export function InstanceUses({ name }: { readonly name: string }) {
  const { t } = useTranslation('instances');
  const { data, error, isPending } = useQuery(replicationsQuery);
  if (isPending) return <Loading />;
  if (data === undefined) return <ProblemNotice error={error} />;
  const read = data.items.filter(({ source }) => source === name);
  const written = data.items.filter(({ target }) => target === name);
  if (read.length + written.length === 0) {
    return (
      <>
        <p>{t('useNone')}</p>
        <LinkButton to={`/replications/new?source=${encodeURIComponent(name)}`}>{t('useCreate')}</LinkButton>
      </>
    );
  }
  return (
    <>
      {read.length > 0 && <h3>{t('useSource', { count: read.length })}</h3>}
      <Links replications={read} />
      {written.length > 0 && <h3>{t('useTarget', { count: written.length })}</h3>}
      <Links replications={written} />
    </>
  );
}

function Links({ replications }: { readonly replications: readonly Replication[] }) {
  if (replications.length === 0) return null;
  return (
    <ul className={styles.links}>
      {replications.map(({ name, source, target }) => (
        <li key={name}>
          <Link to={`/replications/${name}`}>{name}</Link> ({source} → {target})
        </li>
      ))}
    </ul>
  );
}
