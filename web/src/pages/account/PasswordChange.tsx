import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changePassword } from '../../api/account.ts';
import { Card } from '../../components/Card.tsx';
import { Form } from '../../components/Form.tsx';
import { Notice } from '../../components/Notice.tsx';
import { TextField } from '../../components/TextField.tsx';
import { isSame, NewPasswordFields, noPassword } from '../sign-in/NewPasswordFields.tsx';
import styles from './Account.module.css';

export function PasswordChange() {
  const { t } = useTranslation('account');
  const client = useQueryClient();
  const [present, setPresent] = useState('');
  const [next, setNext] = useState(noPassword);
  const saving = useMutation({
    mutationFn: () => changePassword(present, next.first),
    onSuccess: async () => {
      setPresent('');
      setNext(noPassword);
      await client.invalidateQueries({ queryKey: ['account'] });
    },
  });
  return (
    <Card title={t('password')}>
      <div className={styles.form}>
        <Form
          submit={t('changePassword')}
          isBusy={saving.isPending}
          isReady={present !== '' && isSame(next)}
          error={saving.error}
          onSubmit={() => saving.mutate()}
        >
          <TextField
            name="present"
            type="password"
            label={t('presentPassword')}
            value={present}
            onChange={setPresent}
            autoComplete="current-password"
          />
          <NewPasswordFields value={next} onChange={setNext} isAnother />
        </Form>
        <div role="status">{saving.isSuccess && <Notice tone="good" title={t('passwordChanged')} />}</div>
      </div>
    </Card>
  );
}
