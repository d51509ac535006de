import { formatNumber } from '../../model/formats.ts';
import type { Bilingual, Language } from '../../model/language.ts';
import type { AccountRow } from './account.ts';

const toldTypes = 8;

/** One sentence: how many objects were chosen, how many came along, of which types, and because of what. */
export function describeAccount(account: readonly AccountRow[]): Bilingual {
  return { fr: describe(account, 'fr'), en: describe(account, 'en') };
}

function describe(account: readonly AccountRow[], language: Language): string {
  const number = (value: number) => formatNumber(value, language);
  const sum = (key: 'chosen' | 'broughtAlong') => account.reduce((total, row) => total + row[key], 0);
  const brought = account.filter(({ broughtAlong }) => broughtAlong > 0);
  const types = brought.slice(0, toldTypes).map(({ type, broughtAlong, because }) => {
    const reason = language === 'fr' ? 'à cause de' : 'because of';
    return `${number(broughtAlong)} ${type} (${reason} ${because.join(', ')})`;
  });
  const rest = brought.length > toldTypes ? ' …' : '';
  const [chosen, along] = [number(sum('chosen')), number(sum('broughtAlong'))];
  if (language === 'fr') {
    return `sélection : ${chosen} objets choisis${brought.length > 0 ? `, ${along} amenés avec eux : ${types.join(', ')}${rest}` : ''}`;
  }
  return `selection: ${chosen} objects chosen${brought.length > 0 ? `, ${along} brought along: ${types.join(', ')}${rest}` : ''}`;
}
