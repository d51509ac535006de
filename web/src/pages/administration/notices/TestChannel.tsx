import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Channel, testChannel } from '../../../api/notices.ts';
import { Card } from '../../../components/Card.tsx';
import { Form } from '../../../components/Form.tsx';
import { Notice } from '../../../components/Notice.tsx';
import { TextField } from '../../../components/TextField.tsx';
import { currentLanguage } from '../../../i18n/start-i18n.ts';
import styles from '../Administration.module.css';
import { useRecipientHelp } from './useRecipientHelp.ts';

/** Sends a test to one recipient, at once and past all rules. */
export function TestChannel({ channel: { name, kind } }: { readonly channel: Channel }) {
  const { t } = useTranslation('notices');
  const recipientHelp = useRecipientHelp();
  const [recipient, setRecipient] = useState('');
  const needsRecipient = kind !== 'slack' && kind !== 'webhook';
  const test = useMutation({ mutationFn: () => testChannel(name, recipient.trim(), currentLanguage().code) });
  return (
    <div className={styles.form}>
      <Card title={t('testTitle')}>
        <p>{t('testText')}</p>
        <Form
          submit={t('test')}
          isBusy={test.isPending}
          isReady={!needsRecipient || recipient.trim() !== ''}
          error={test.error}
          onSubmit={() => test.mutate()}
        >
          {needsRecipient && (
            <TextField
              name="recipient"
              label={t('recipient')}
              help={recipientHelp(kind)}
              value={recipient}
              onChange={setRecipient}
            />
          )}
        </Form>
        <div role="status">
          {test.isSuccess && (
            <Notice tone="good" title={t('tested')}>
              {test.data !== '' && <p translate="no">{test.data}</p>}
            </Notice>
          )}
        </div>
      </Card>
    </div>
  );
}
