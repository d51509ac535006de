import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeUser, type User } from '../../../api/users.ts';
import { useAnnounce } from '../../../components/Announcer.tsx';
import { Card } from '../../../components/Card.tsx';
import { Form } from '../../../components/Form.tsx';
import { TextField } from '../../../components/TextField.tsx';
import { RightsFields } from './RightsFields.tsx';
import { RoleField } from './RoleField.tsx';

/** What counts from the user's next request on. */
export function UserForm({ user }: { readonly user: User }) {
  const { t } = useTranslation('users');
  const client = useQueryClient();
  const announce = useAnnounce();
  const [email, setEmail] = useState(user.email ?? '');
  const [role, setRole] = useState(user.role);
  const [rights, setRights] = useState<User['rights']>(user.rights);
  const saving = useMutation({
    mutationFn: () => changeUser(user.id, { role, email: email.trim(), rights }),
    onSuccess: async () => {
      announce(t('saved'));
      await client.invalidateQueries({ queryKey: ['users'] });
    },
  });
  const isChanged =
    JSON.stringify([email, role, rights]) !== JSON.stringify([user.email ?? '', user.role, user.rights]);
  return (
    <Card title={t('account')}>
      <Form
        submit={t('save')}
        isBusy={saving.isPending}
        isReady={isChanged}
        error={saving.error}
        onSubmit={() => saving.mutate()}
      >
        <TextField name="email" type="email" label={t('email')} value={email} onChange={setEmail} />
        <RoleField role={role} onChange={setRole} />
        {role !== 'administrator' && <RightsFields rights={rights} onChange={(next) => setRights([...next])} />}
      </Form>
    </Card>
  );
}
