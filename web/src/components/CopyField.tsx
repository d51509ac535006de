import { Button } from '@dhis2-ui/button';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnnounce } from './Announcer.tsx';
import styles from './CopyField.module.css';

interface CopyFieldProps {
  readonly label: string;
  readonly value: string;
}

/** A text that is to be taken elsewhere whole: a link, a token. */
export function CopyField({ label, value }: CopyFieldProps) {
  const { t } = useTranslation();
  const id = useId();
  const announce = useAnnounce();
  const [isCopied, setIsCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(value);
    setIsCopied(true);
    announce(t('copied'));
  };
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <div className={styles.row}>
        <input id={id} className={styles.text} readOnly value={value} onFocus={({ target }) => target.select()} />
        {/* Browsers offer it on encrypted lines and on this machine only; the text can be selected anywhere. */}
        {'clipboard' in navigator && <Button onClick={() => void copy()}>{isCopied ? t('copied') : t('copy')}</Button>}
      </div>
    </div>
  );
}
