import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { isArchive } from '../api/places.ts';

/** A source or a target by its name: an instance with the way to its page, an archive as what it is. */
export function PlaceName({ reference }: { readonly reference: string }) {
  const { t } = useTranslation('words');
  if (isArchive(reference)) {
    return (
      <>
        {t('archive')} <code>{reference.slice('archive:'.length)}</code>
      </>
    );
  }
  if (reference.includes('://')) return reference;
  return <Link to={`/instances/${encodeURIComponent(reference)}`}>{reference}</Link>;
}
