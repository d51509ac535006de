import { useTypeTitle } from '../i18n/useTypeTitle.ts';

/** A kind of DHIS2's objects as people call it, with DHIS2's own name for who looks for it. */
export function TypeName({ type }: { readonly type: string }) {
  const title = useTypeTitle()(type);
  return title === type ? <code>{type}</code> : <span title={type}>{title}</span>;
}
