import { useTranslation } from 'react-i18next';
import type { OneTimeLink } from '../../../api/users.ts';
import { CopyField } from '../../../components/CopyField.tsx';
import { useFormats } from '../../../i18n/useFormats.ts';

/** The link by which somebody chooses a password; it is shown this once. */
export function OneTimeLinkField({ link: { token, endsAt } }: { readonly link: OneTimeLink }) {
  const { t } = useTranslation('users');
  const { moment } = useFormats();
  return (
    <>
      <p>{t('linkText', { moment: moment(endsAt) })}</p>
      <CopyField label={t('link')} value={`${window.location.origin}/invitation#${token}`} />
    </>
  );
}
