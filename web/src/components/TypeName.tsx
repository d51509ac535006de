import { useTranslation } from 'react-i18next';
import { useTypeTitle } from '../i18n/useTypeTitle.ts';

/** A kind of DHIS2's objects as people call it, with DHIS2's own name for who looks for it. */
export function TypeName({ type }: { readonly type: string }) {
  const { i18n } = useTranslation('types');
  const title = useTypeTitle()(type);
  return i18n.exists(type, { ns: 'types' }) ? <span title={type}>{title}</span> : <code>{type}</code>;
}
