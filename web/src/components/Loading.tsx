import { CircularLoader } from '@dhis2-ui/loader';
import { useTranslation } from 'react-i18next';
import styles from './Loading.module.css';

/** Something is on its way; shown after a moment only, because most answers are quicker than an eye. */
export function Loading({ text }: { readonly text?: string }) {
  const { t } = useTranslation();
  const said = text ?? t('loading');
  return (
    <div className={styles.loading} role="status">
      <CircularLoader small aria-label={said} />
      <span>{said}</span>
    </div>
  );
}
