import { OPTION_CODES } from '../metadata/attributes.ts';
import type { DataElementPlan } from '../metadata/data-elements.ts';
import type { Random } from '../random.ts';
import { addDays } from './periods.ts';

const REMARKS = [
  'Rupture de réactifs en milieu de mois.',
  'Équipe réduite : deux agents en formation.\nReprise prévue le mois suivant.',
  'Campagne de distribution réalisée ; « données » vérifiées & validées.',
] as const;

/**
 * A value that a data element takes. A zero appears only where it is significant: servers pass over the others
 * (API.md §8.2).
 */
export function aggregateValue(element: DataElementPlan, random: Random): string {
  switch (element.valueType) {
    case 'BOOLEAN':
      return random.chance(0.2) ? 'true' : 'false';
    case 'TRUE_ONLY':
      return 'true';
    case 'LONG_TEXT':
      return random.pick(REMARKS);
    case 'DATE':
      return addDays('2024-07-01', random.below(700));
    case 'TEXT':
      return random.pick(OPTION_CODES.energy);
    case 'NUMBER':
      return `${1 + random.below(900)}.${1 + random.below(9)}`;
    default:
      return String(
        element.zeroIsSignificant
          ? random.below(4)
          : 1 + random.below(element.dataSets.includes('yearly') ? 9000 : 180),
      );
  }
}
