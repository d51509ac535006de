import type { MetadataByType, MetadataObject } from '../metadata-object.ts';
import { references } from '../metadata-object.ts';
import { worldUid } from '../world-uid.ts';
import { ATTRIBUTE, COVERAGE_LEGEND } from './attributes.ts';
import { COMBO, optionCombosOf } from './categories.ts';
import { dataElement } from './data-elements.ts';
import { OPEN } from './sharing.ts';

/** The indicators. */
export const INDICATOR = {
  dropOut: worldUid('WIn', 1),
  malariaCases: worldUid('WIn', 2),
  youngMalaria: worldUid('WIn', 3),
  lethality: worldUid('WIn', 4),
} as const;

const TYPE = { percent: worldUid('WIt', 1), number: worldUid('WIt', 2) } as const;

/** Indicators whose expressions name data elements and option combinations, and the rules that check data. */
export function indicatorMetadata(): MetadataByType {
  const [boys0, boys1, , , girls0, girls1] = optionCombosOf(COMBO.sexAndAge);
  const malaria = dataElement('malaria');
  const young = [boys0, boys1, girls0, girls1].map((combo) => `#{${malaria}.${combo}}`).join('+');
  const indicators = [
    indicator(INDICATOR.dropOut, "Taux d'abandon des consultations prénatales", TYPE.percent, [
      `#{${dataElement('antenatal1')}}-#{${dataElement('antenatal4')}}`,
      `#{${dataElement('antenatal1')}}`,
    ]),
    indicator(INDICATOR.malariaCases, 'Cas de paludisme', TYPE.number, [
      `#{${malaria}}+#{${dataElement('severeMalaria')}}`,
      '1',
    ]),
    indicator(INDICATOR.youngMalaria, 'Part des moins de cinq ans parmi les cas de paludisme', TYPE.percent, [
      young,
      `#{${malaria}}`,
    ]),
    indicator(INDICATOR.lethality, 'Létalité rapportée aux cas graves', TYPE.percent, [
      `#{${dataElement('deaths')}.${optionCombosOf(COMBO.sex)[0]}}+C{${worldUid('WCn', 1)}}*0`,
      `#{${dataElement('severeMalaria')}}`,
    ]),
  ];
  return {
    indicatorTypes: [
      { id: TYPE.percent, name: 'Pourcentage', factor: 100, number: false },
      { id: TYPE.number, name: 'Nombre entier', factor: 1, number: true },
    ],
    indicators,
    indicatorGroups: [
      {
        id: worldUid('WIg', 1),
        name: 'Lutte contre le paludisme',
        indicators: references(indicators.slice(1)),
        sharing: OPEN,
      },
    ],
    validationRules: validationRules(),
    validationRuleGroups: [
      {
        id: worldUid('WVg', 1),
        name: 'Cohérence du rapport mensuel',
        validationRules: references(validationRules()),
        sharing: OPEN,
      },
    ],
  };
}

function indicator(id: string, name: string, type: string, [numerator, denominator]: readonly [string, string]) {
  return {
    id,
    code: `IND-${id.slice(-3)}`,
    name,
    shortName: name.slice(0, 50),
    indicatorType: { id: type },
    annualized: false,
    decimals: 1,
    numerator,
    numeratorDescription: 'Numérateur',
    denominator,
    denominatorDescription: 'Dénominateur',
    legendSets: type === TYPE.percent ? [{ id: COVERAGE_LEGEND }] : [],
    attributeValues: [{ attribute: { id: ATTRIBUTE.nationalCode }, value: `MS-${id}` }],
    sharing: OPEN,
  };
}

function validationRules(): MetadataObject[] {
  const rule = (n: number, name: string, left: string, operator: string, right: string) => ({
    id: worldUid('WVr', n),
    name,
    importance: n === 1 ? 'HIGH' : 'MEDIUM',
    operator,
    periodType: 'Monthly',
    leftSide: { expression: left, description: 'Membre de gauche', missingValueStrategy: 'NEVER_SKIP' },
    rightSide: { expression: right, description: 'Membre de droite', missingValueStrategy: 'NEVER_SKIP' },
    organisationUnitLevels: [4],
    sharing: OPEN,
  });
  const [first, fourth] = [`#{${dataElement('antenatal1')}}`, `#{${dataElement('antenatal4')}}`];
  return [
    rule(1, 'Premier contact au moins égal au quatrième', first, 'greater_than_or_equal_to', fourth),
    rule(
      2,
      'Décès inférieurs aux cas graves',
      `#{${dataElement('deaths')}}`,
      'less_than',
      `#{${dataElement('severeMalaria')}}`,
    ),
  ];
}
