import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addUser, type Right, type Role } from '../../../api/users.ts';
import { Card } from '../../../components/Card.tsx';
import { CheckField } from '../../../components/CheckField.tsx';
import { Form } from '../../../components/Form.tsx';
import { LinkButton } from '../../../components/LinkButton.tsx';
import { Notice } from '../../../components/Notice.tsx';
import { TextField } from '../../../components/TextField.tsx';
import styles from '../Administration.module.css';
import { AdministrationFrame } from '../AdministrationFrame.tsx';
import { OneTimeLinkField } from './OneTimeLinkField.tsx';
import { RightsFields } from './RightsFields.tsx';
import { RoleField } from './RoleField.tsx';

/** Opens an account; whoever it is for chooses the password, by a link that is good once. */
export function NewUserPage() {
  const { t } = useTranslation('users');
  const client = useQueryClient();
  const [username, setUsername] = useState('');
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('reader');
  const [usesOpenId, setUsesOpenId] = useState(false);
  const [rights, setRights] = useState<readonly Right[]>([]);
  const adding = useMutation({
    mutationFn: () => {
      const given = email.trim() === '' ? {} : { email: email.trim() };
      return addUser({ username: username.trim(), role, usesOpenId, rights: [...rights], ...given });
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ['users'] }),
  });
  return (
    <AdministrationFrame title={t('addTitle')} intro={t('addIntro')}>
      <div className={styles.form}>
        <Card title={t('account')}>
          {adding.data ? (
            <>
              <Notice tone="good" title={t('added', { name: adding.data.user.username })} />
              {adding.data.link && <OneTimeLinkField link={adding.data.link} />}
              <LinkButton to="/administration/users">{t('backToUsers')}</LinkButton>
            </>
          ) : (
            <Form
              submit={t('add')}
              isBusy={adding.isPending}
              isReady={username.trim() !== ''}
              error={adding.error}
              onSubmit={() => adding.mutate()}
            >
              <TextField name="username" label={t('username')} value={username} onChange={setUsername} isRequired />
              <TextField name="email" type="email" label={t('email')} value={email} onChange={setEmail} />
              <RoleField role={role} onChange={setRole} />
              <CheckField
                label={t('usesOpenId')}
                help={t('usesOpenIdHelp')}
                isChecked={usesOpenId}
                onChange={setUsesOpenId}
              />
              {role !== 'administrator' && <RightsFields rights={rights} onChange={setRights} />}
            </Form>
          )}
        </Card>
      </div>
    </AdministrationFrame>
  );
}
