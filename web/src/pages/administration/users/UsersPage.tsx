import { Tag } from '@dhis2-ui/tag';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { type User, usersQuery } from '../../../api/users.ts';
import { DataTable } from '../../../components/DataTable.tsx';
import { LinkButton } from '../../../components/LinkButton.tsx';
import { Loading } from '../../../components/Loading.tsx';
import { ProblemNotice } from '../../../components/ProblemNotice.tsx';
import { useFormats } from '../../../i18n/useFormats.ts';
import { AdministrationFrame } from '../AdministrationFrame.tsx';

/** Who may use Relais, and what they may do. */
export function UsersPage() {
  const { t } = useTranslation('users');
  const { data, error, isPending } = useQuery(usersQuery);
  return (
    <AdministrationFrame
      title={t('title')}
      intro={t('intro')}
      actions={
        <LinkButton to="/administration/users/new" primary>
          {t('add')}
        </LinkButton>
      }
    >
      <ProblemNotice error={error} />
      {isPending && <Loading />}
      {data && <UserTable users={data} />}
    </AdministrationFrame>
  );
}

function UserTable({ users }: { readonly users: readonly User[] }) {
  const { t } = useTranslation('users');
  const { shortMoment } = useFormats();
  return (
    <DataTable
      caption={t('caption')}
      rows={users}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'name',
          title: t('username'),
          cell: ({ id, username }) => <Link to={`/administration/users/${id}`}>{username}</Link>,
        },
        { key: 'role', title: t('role'), cell: ({ role }) => t(`roles.${role}`) },
        { key: 'rights', title: t('rights'), cell: (user) => <RightsInWords user={user} /> },
        { key: 'entry', title: t('entry'), cell: (user) => <EntryInWords user={user} /> },
        {
          key: 'last',
          title: t('lastLogin'),
          cell: ({ lastLoginAt }) => (lastLoginAt === undefined ? t('never') : shortMoment(lastLoginAt)),
        },
        {
          key: 'state',
          title: t('state'),
          cell: ({ isDisabled }) => <Tag negative={isDisabled}>{isDisabled ? t('disabled') : t('active')}</Tag>,
        },
      ]}
    />
  );
}

function RightsInWords({ user: { role, rights } }: { readonly user: User }) {
  const { t } = useTranslation('users');
  if (role === 'administrator') return t('allInstances');
  if (rights.length === 0) return t('noInstance');
  const written = rights.filter(({ mayWrite }) => mayWrite).length;
  return `${t('seesCount', { count: rights.length })}, ${t('writesCount', { count: written })}`;
}

function EntryInWords({ user: { usesOpenId, hasPassword, hasSecondFactor } }: { readonly user: User }) {
  const { t } = useTranslation('users');
  if (usesOpenId) return t('byOpenId');
  if (!hasPassword) return t('invited');
  return hasSecondFactor ? t('byPasswordAndCode') : t('byPassword');
}
