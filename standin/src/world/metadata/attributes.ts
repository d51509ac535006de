import type { MetadataByType } from '../metadata-object.ts';
import { references } from '../metadata-object.ts';
import { worldUid } from '../world-uid.ts';
import { OPEN } from './sharing.ts';

/** The attributes of metadata objects. */
export const ATTRIBUTE = {
  nationalCode: worldUid('WAt', 1),
  registerNumber: worldUid('WAt', 2),
  energySource: worldUid('WAt', 3),
} as const;

/** The option sets; the codes of their options are what data hold. */
export const OPTION_SET = {
  sex: worldUid('WOp', 1),
  energy: worldUid('WOp', 2),
  testResult: worldUid('WOp', 3),
  outcome: worldUid('WOp', 4),
} as const;

/** The codes of the options of each set, in order. */
export const OPTION_CODES = {
  sex: ['F', 'M'],
  energy: ['RESEAU', 'SOLAIRE', 'GROUPE', 'AUCUNE'],
  testResult: ['POSITIF', 'NEGATIF', 'INDETERMINE'],
  outcome: ['NAISSANCE_VIVANTE', 'MORT_NE', 'AVORTEMENT'],
} as const;

const OPTION_SETS: readonly (readonly [keyof typeof OPTION_SET, string, readonly string[]])[] = [
  ['sex', 'Sexe de la personne', ['Féminin', 'Masculin']],
  ['energy', "Source d'énergie", ['Réseau électrique', 'Panneaux solaires', 'Groupe électrogène', 'Aucune']],
  ['testResult', 'Résultat du test', ['Positif', 'Négatif', 'Indéterminé']],
  ['outcome', 'Issue de la grossesse', ['Naissance vivante', 'Mort-né', 'Avortement']],
];

/** Option sets with their options, an option group, attributes, constants and legends. */
export function vocabularyMetadata(): MetadataByType {
  const options = OPTION_SETS.flatMap(([set, , names], setIndex) =>
    names.map((name, index) => ({
      id: worldUid('WOi', setIndex * 10 + index + 1),
      code: OPTION_CODES[set][index],
      name,
      sortOrder: index + 1,
      optionSet: { id: OPTION_SET[set] },
    })),
  );
  return {
    options,
    optionSets: OPTION_SETS.map(([set, name]) => ({
      id: OPTION_SET[set],
      code: `OS-${OPTION_SET[set].slice(-2)}`,
      name,
      valueType: 'TEXT',
      options: references(options.filter((option) => option.optionSet.id === OPTION_SET[set])),
      sharing: OPEN,
    })),
    optionGroups: [
      {
        id: worldUid('WOk', 1),
        name: 'Énergies autonomes',
        shortName: 'Énergies autonomes',
        optionSet: { id: OPTION_SET.energy },
        options: references(options.filter((option) => ['SOLAIRE', 'GROUPE'].includes(option.code ?? ''))),
        sharing: OPEN,
      },
      {
        id: worldUid('WOk', 2),
        name: 'Résultats conclusifs',
        shortName: 'Résultats conclusifs',
        optionSet: { id: OPTION_SET.testResult },
        options: references(options.filter((option) => ['POSITIF', 'NEGATIF'].includes(option.code ?? ''))),
        sharing: OPEN,
      },
    ],
    attributes: attributes(),
    constants: [constant(1, 'Part des moins de cinq ans', 0.173), constant(2, 'Part des naissances attendues', 0.041)],
    legendSets: [coverageLegend()],
  };
}

function attributes() {
  const attribute = (id: string, name: string, rest: object) => ({ id, name, shortName: name, ...rest, sharing: OPEN });
  return [
    attribute(ATTRIBUTE.nationalCode, 'Code national', {
      valueType: 'TEXT',
      unique: true,
      dataElementAttribute: true,
      dataSetAttribute: true,
      indicatorAttribute: true,
    }),
    attribute(ATTRIBUTE.registerNumber, 'Numéro au registre des structures', {
      valueType: 'TEXT',
      unique: true,
      organisationUnitAttribute: true,
    }),
    attribute(ATTRIBUTE.energySource, 'Énergie conseillée', {
      valueType: 'TEXT',
      optionSet: { id: OPTION_SET.energy },
      programAttribute: true,
      dataSetAttribute: true,
    }),
  ];
}

function constant(n: number, name: string, value: number) {
  return { id: worldUid('WCn', n), name, shortName: name, value, sharing: OPEN };
}

/** The legend that maps and data elements colour by. */
export const COVERAGE_LEGEND = worldUid('WLs', 1);

function coverageLegend() {
  const colours = ['#d7191c', '#fdae61', '#a6d96a', '#1a9641'];
  return {
    id: COVERAGE_LEGEND,
    name: 'Couverture (en %)',
    legends: colours.map((color, index) => ({
      id: worldUid('WLg', index + 1),
      name: `${index * 25} à ${index * 25 + 25} %`,
      startValue: index * 25,
      endValue: index * 25 + 25,
      color,
    })),
    sharing: OPEN,
  };
}
