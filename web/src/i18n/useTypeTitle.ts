import { useTranslation } from 'react-i18next';
import type { fr } from '../texts/fr/fr.ts';

type TypeKey = keyof (typeof fr)['types'];

/** What people call a kind of DHIS2's objects (`dataElements`); one that has no word here is called as DHIS2 calls it. */
export function useTypeTitle(): (type: string) => string {
  const { t, i18n } = useTranslation('types');
  return (type) => (i18n.exists(type, { ns: 'types' }) ? t(type as TypeKey) : type);
}
