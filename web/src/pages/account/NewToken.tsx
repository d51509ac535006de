import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createToken, scopes } from '../../api/account.ts';
import { CheckField } from '../../components/CheckField.tsx';
import { CopyField } from '../../components/CopyField.tsx';
import { Form } from '../../components/Form.tsx';
import { Notice } from '../../components/Notice.tsx';
import { SelectField } from '../../components/SelectField.tsx';
import { TextField } from '../../components/TextField.tsx';
import styles from './Account.module.css';

const durations = [30, 90, 365] as const;

/** Makes a token; it is shown this once. */
export function NewToken({ onCreated }: { readonly onCreated: () => void }) {
  const { t } = useTranslation(['account', 'tokens']);
  const [name, setName] = useState('');
  const [days, setDays] = useState<number>(durations[1]);
  const [chosen, setChosen] = useState<readonly (typeof scopes)[number][]>(['look']);
  const creation = useMutation({
    mutationFn: () => createToken({ name: name.trim(), scopes: [...chosen], days }),
    onSuccess: () => {
      setName('');
      onCreated();
    },
  });
  return (
    <div className={styles.form}>
      <h3>{t('newToken')}</h3>
      <div role="status">
        {creation.data && (
          <div className={styles.created}>
            <Notice tone="good" title={t('tokenCreated')}>
              <CopyField label={t('tokenOnce')} value={creation.data} />
            </Notice>
          </div>
        )}
      </div>
      <Form
        submit={t('createToken')}
        isBusy={creation.isPending}
        isReady={name.trim() !== '' && chosen.length > 0}
        error={creation.error}
        onSubmit={() => creation.mutate()}
      >
        <TextField name="tokenName" label={t('tokenName')} help={t('tokenNameHelp')} value={name} onChange={setName} />
        <fieldset className={styles.group}>
          <legend>{t('tokens:scopes')}</legend>
          {scopes.map((scope) => (
            <CheckField
              key={scope}
              label={t(`tokens:scopeNames.${scope}`)}
              isChecked={chosen.includes(scope)}
              onChange={(isChosen) =>
                setChosen(scopes.filter((each) => (each === scope ? isChosen : chosen.includes(each))))
              }
            />
          ))}
        </fieldset>
        <SelectField
          label={t('tokenDays')}
          value={String(days)}
          choices={durations.map((count) => ({ value: String(count), label: t('days', { count }) }))}
          onChange={(value) => setDays(Number(value))}
        />
      </Form>
    </div>
  );
}
