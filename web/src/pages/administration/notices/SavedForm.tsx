import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { useAnnounce } from '../../../components/Announcer.tsx';
import { Card } from '../../../components/Card.tsx';
import { Form } from '../../../components/Form.tsx';
import { TextField } from '../../../components/TextField.tsx';
import styles from '../Administration.module.css';

interface SavedFormProps<Wish> {
  readonly title: string;
  /** The name of what is changed; absent where it is new and is given one. */
  readonly keptName: string | undefined;
  /** What is saved; undefined as long as something of it cannot be meant. */
  readonly wish: Wish | undefined;
  readonly save: (name: string, wish: Wish) => Promise<unknown>;
  /** Where one is led afterwards. */
  readonly next: (name: string) => string;
  readonly children: ReactNode;
}

/** What of notices is saved under a name: a channel, a rule. */
export function SavedForm<Wish>({ title, keptName, wish, save, next, children }: SavedFormProps<Wish>) {
  const { t } = useTranslation('notices');
  const client = useQueryClient();
  const announce = useAnnounce();
  const [, goTo] = useLocation();
  const [typed, setTyped] = useState('');
  const name = keptName ?? typed.trim();
  const saving = useMutation({
    mutationFn: async () => wish && save(name, wish),
    onSuccess: async () => {
      announce(t('saved'));
      await client.invalidateQueries({ queryKey: ['notices'] });
      goTo(next(name));
    },
  });
  return (
    <div className={styles.form}>
      <Card title={title}>
        <Form
          submit={t('save')}
          isBusy={saving.isPending}
          isReady={wish !== undefined && name !== ''}
          error={saving.error}
          onSubmit={() => saving.mutate()}
        >
          {keptName === undefined && (
            <TextField
              name="name"
              label={t('name')}
              help={t('nameHelp')}
              value={typed}
              onChange={setTyped}
              isRequired
            />
          )}
          {children}
        </Form>
      </Card>
    </div>
  );
}
