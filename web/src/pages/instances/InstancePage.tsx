import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useParams } from 'wouter';
import { useAbilities } from '../../api/abilities.ts';
import { type Instance, instanceQuery } from '../../api/instances.ts';
import { replicationsQuery } from '../../api/replications.ts';
import { Card } from '../../components/Card.tsx';
import { Facts } from '../../components/Facts.tsx';
import { LinkButton } from '../../components/LinkButton.tsx';
import { Loading } from '../../components/Loading.tsx';
import { PageHeading } from '../../components/PageHeading.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { InstanceFacts } from './InstanceFacts.tsx';
import { InstanceHistory } from './InstanceHistory.tsx';
import styles from './InstancePage.module.css';
import { InstanceUses } from './InstanceUses.tsx';
import { RemoveInstance } from './RemoveInstance.tsx';

/** One instance: what it says of itself now, where it is used, what was done with it. */
export function InstancePage() {
  const { name = '' } = useParams();
  const instance = useQuery(instanceQuery(name));
  return (
    <>
      <PageHeading title={name} actions={instance.data !== undefined && <Actions name={name} />}>
        <span className={styles.address}>{instance.data?.url}</span>
      </PageHeading>
      {instance.isPending && <Loading />}
      <ProblemNotice error={instance.error} />
      {instance.data !== undefined && <Parts instance={instance.data} />}
    </>
  );
}

function Actions({ name }: { readonly name: string }) {
  const { t } = useTranslation('words');
  const { isAdministrator } = useAbilities();
  const { data } = useQuery(replicationsQuery);
  if (!isAdministrator) return null;
  const uses = data?.items.filter(({ source, target }) => [source, target].includes(name)).length ?? 0;
  return (
    <>
      <LinkButton to={`/instances/${name}/change`}>{t('change')}</LinkButton>
      <RemoveInstance name={name} uses={uses} />
    </>
  );
}

function Parts({ instance }: { readonly instance: Instance }) {
  const { t } = useTranslation('instances');
  const { mayWork } = useAbilities();
  const { name } = instance;
  return (
    <div className={styles.stack}>
      <Card title={t('nowTitle')}>{mayWork ? <InstanceFacts name={name} /> : <p>{t('mayNotTest')}</p>}</Card>
      <Card title={t('settings')}>
        <Settings instance={instance} />
      </Card>
      <Card title={t('useTitle')}>
        <InstanceUses name={name} />
      </Card>
      <Card title={t('historyTitle')}>
        <InstanceHistory name={name} />
      </Card>
    </div>
  );
}

function Settings({ instance }: { readonly instance: Instance }) {
  const { t } = useTranslation('instances');
  const { secretKind, username, needsApproval, allowSelfSigned } = instance;
  return (
    <Facts
      facts={[
        { title: t('secretKind'), value: t(secretKind) },
        ...(username === undefined ? [] : [{ title: t('username'), value: username }]),
        { title: t('approval'), value: t(needsApproval ? 'approvalNeeded' : 'approvalNotNeeded') },
        ...(allowSelfSigned ? [{ title: t('certificate'), value: t('selfSignedAllowed') }] : []),
      ]}
    />
  );
}
