import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { encode } from 'uqr';
import type { SecondFactorOffer } from '../../api/account.ts';
import { CopyField } from '../../components/CopyField.tsx';
import { Form } from '../../components/Form.tsx';
import { TextField } from '../../components/TextField.tsx';
import styles from './Account.module.css';

interface SecondFactorOfferFormProps {
  readonly offer: SecondFactorOffer;
  readonly isBusy: boolean;
  readonly error: unknown;
  readonly onCode: (code: string) => void;
}

/** What the telephone takes in, and the first code that it shows. */
export function SecondFactorOfferForm({ offer, isBusy, error, onCode }: SecondFactorOfferFormProps) {
  const { t } = useTranslation('account');
  const [code, setCode] = useState('');
  return (
    <div className={styles.form}>
      <p>{t('scan')}</p>
      <ScannedCode text={offer.uri} label={t('scanLabel')} />
      <CopyField label={t('secret')} value={offer.secret} />
      <Form
        submit={t('confirmCode')}
        isBusy={isBusy}
        isReady={code.trim() !== ''}
        error={error}
        onSubmit={() => onCode(code.replaceAll(/\s/g, ''))}
      >
        <TextField name="code" label={t('code')} value={code} onChange={setCode} autoComplete="one-time-code" />
      </Form>
    </div>
  );
}

/** A QR code, as one path. */
function ScannedCode({ text, label }: { readonly text: string; readonly label: string }) {
  const { size, data } = encode(text, { border: 2 });
  const path = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  return (
    <svg className={styles.code} viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <path d={path} fill="#000" />
    </svg>
  );
}
