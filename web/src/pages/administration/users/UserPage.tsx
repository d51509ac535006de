import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useParams } from 'wouter';
import { userQuery } from '../../../api/users.ts';
import { LinkButton } from '../../../components/LinkButton.tsx';
import { Loading } from '../../../components/Loading.tsx';
import { ProblemNotice } from '../../../components/ProblemNotice.tsx';
import styles from '../Administration.module.css';
import { AdministrationFrame } from '../AdministrationFrame.tsx';
import { UserActions } from './UserActions.tsx';
import { UserForm } from './UserForm.tsx';

/** One account: its role, its rights, and what can be done with it. */
export function UserPage() {
  const { t } = useTranslation('users');
  const { id } = useParams<{ id: string }>();
  const { data: user, error, isPending } = useQuery(userQuery(Number(id)));
  return (
    <AdministrationFrame
      title={user?.username ?? t('account')}
      actions={<LinkButton to="/administration/users">{t('backToUsers')}</LinkButton>}
    >
      <ProblemNotice error={error} />
      {isPending && <Loading />}
      {user && (
        <div className={`${styles.form} ${styles.parts}`}>
          <UserForm key={JSON.stringify(user)} user={user} />
          <UserActions user={user} />
        </div>
      )}
    </AdministrationFrame>
  );
}
