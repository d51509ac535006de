import type { MetadataByType, MetadataObject } from '../metadata-object.ts';
import { references } from '../metadata-object.ts';
import { worldUid } from '../world-uid.ts';
import { ATTRIBUTE, OPTION_SET } from './attributes.ts';
import { COMBO, DEFAULT_COMBO } from './categories.ts';
import { OPEN } from './sharing.ts';

/** What a data element is, as far as data and data sets need to know. */
export interface DataElementPlan {
  readonly id: string;
  readonly name: string;
  readonly shortName: string;
  readonly english: string;
  readonly valueType: string;
  readonly aggregationType: string;
  readonly categoryCombo: string;
  readonly zeroIsSignificant: boolean;
  readonly optionSet?: string;
  readonly dataSets: readonly DataSetKey[];
}

/** The data sets, by their frequency. */
export type DataSetKey = 'monthly' | 'weekly' | 'quarterly' | 'yearly';

const COUNT = 'INTEGER_ZERO_OR_POSITIVE';
type Row = readonly [name: string, english: string, valueType: string, combo: string, sets: readonly DataSetKey[]];

const ROWS: readonly Row[] = [
  ['Consultations externes', 'Outpatient visits', COUNT, COMBO.sexAndAge, ['monthly']],
  ['Paludisme simple confirmé', 'Confirmed uncomplicated malaria', COUNT, COMBO.sexAndAge, ['monthly', 'weekly']],
  ['Paludisme grave', 'Severe malaria', COUNT, COMBO.sexAndAge, ['monthly']],
  ['Infections respiratoires aiguës', 'Acute respiratory infections', COUNT, COMBO.sexAndAge, ['monthly']],
  ['Décès', 'Deaths', COUNT, COMBO.sex, ['monthly']],
  ['Enfants ayant reçu Penta 3', 'Children given Penta 3', COUNT, COMBO.sex, ['monthly']],
  ['Consultations prénatales, premier contact', 'First antenatal visits', COUNT, DEFAULT_COMBO, ['monthly']],
  ['Consultations prénatales, quatrième contact', 'Fourth antenatal visits', COUNT, DEFAULT_COMBO, ['monthly']],
  ['Accouchements assistés', 'Assisted deliveries', COUNT, DEFAULT_COMBO, ['monthly']],
  ['Moustiquaires distribuées', 'Bed nets given out', COUNT, DEFAULT_COMBO, ['monthly', 'quarterly']],
  ["Délai moyen d'attente (minutes)", 'Average waiting time (minutes)', 'NUMBER', DEFAULT_COMBO, ['monthly']],
  ['Rupture de stock de CTA', 'ACT out of stock', 'BOOLEAN', DEFAULT_COMBO, ['monthly']],
  ['Observations du responsable', 'Remarks of the person in charge', 'LONG_TEXT', DEFAULT_COMBO, ['monthly']],
  ['Dernière supervision', 'Last supervision', 'DATE', DEFAULT_COMBO, ['monthly']],
  ['Cas suspects de rougeole', 'Suspected measles', COUNT, DEFAULT_COMBO, ['weekly']],
  ['Cas suspects de choléra', 'Suspected cholera', COUNT, DEFAULT_COMBO, ['weekly']],
  ['Cas suspects de méningite', 'Suspected meningitis', COUNT, DEFAULT_COMBO, ['weekly']],
  ['Dépenses (milliers)', 'Expenditure (thousands)', 'NUMBER', DEFAULT_COMBO, ['quarterly']],
  ['Recettes (milliers)', 'Revenue (thousands)', 'NUMBER', DEFAULT_COMBO, ['quarterly']],
  ['Agents formés', 'Staff trained', COUNT, COMBO.sex, ['quarterly']],
  ['Population de la zone', 'Catchment population', COUNT, COMBO.sex, ['yearly']],
  ["Nombre de lits d'hospitalisation", 'Hospital beds', COUNT, DEFAULT_COMBO, ['yearly']],
  ["Principale source d'énergie", 'Main source of energy', 'TEXT', DEFAULT_COMBO, ['yearly']],
  ["Point d'eau potable", 'Drinking water', 'TRUE_ONLY', DEFAULT_COMBO, ['yearly']],
  ['Ancien indicateur de suivi', 'Former monitoring figure', COUNT, DEFAULT_COMBO, []],
];

/** Names of data elements that other parts of the world refer to. */
export type DataElementName = 'malaria' | 'severeMalaria' | 'deaths' | 'penta3' | 'antenatal1' | 'antenatal4' | 'beds';

const POSITION: Readonly<Record<DataElementName, number>> = {
  malaria: 2,
  severeMalaria: 3,
  deaths: 5,
  penta3: 6,
  antenatal1: 7,
  antenatal4: 8,
  beds: 22,
};

/** The UID of a data element that other parts refer to. */
export function dataElement(name: DataElementName): string {
  return worldUid('WDe', POSITION[name]);
}

/** All aggregate data elements; zero is significant for deaths and for the diseases watched each week. */
export const DATA_ELEMENTS: readonly DataElementPlan[] = ROWS.map(([name, english, valueType, combo, sets], index) => ({
  id: worldUid('WDe', index + 1),
  name,
  shortName: name.slice(0, 50),
  english,
  valueType,
  aggregationType: aggregationOf(valueType, sets),
  categoryCombo: combo,
  zeroIsSignificant: index + 1 === POSITION.deaths || (sets.length === 1 && sets[0] === 'weekly'),
  ...(valueType === 'TEXT' ? { optionSet: OPTION_SET.energy } : {}),
  dataSets: sets,
}));

function aggregationOf(valueType: string, sets: readonly DataSetKey[]): string {
  if (valueType !== COUNT && valueType !== 'NUMBER') return 'NONE';
  return sets.includes('yearly') ? 'LAST' : 'SUM';
}

/** Data elements with translations and attribute values, and the groups they are in. */
export function dataElementMetadata(): MetadataByType {
  const members = (...names: DataElementName[]) => references(names.map(dataElement));
  const groups: MetadataObject[] = [
    { id: worldUid('WDg', 1), name: 'Paludisme', dataElements: members('malaria', 'severeMalaria') },
    { id: worldUid('WDg', 2), name: 'Santé maternelle', dataElements: members('antenatal1', 'antenatal4') },
    { id: worldUid('WDg', 3), name: 'Hors des rapports', dataElements: references(DATA_ELEMENTS.slice(-1)) },
  ].map((group) => ({ ...group, shortName: group.name, sharing: OPEN }));
  return {
    dataElements: DATA_ELEMENTS.map(object),
    dataElementGroups: groups,
    dataElementGroupSets: [
      {
        id: worldUid('WDs', 1),
        name: 'Thème',
        shortName: 'Thème',
        dataDimension: true,
        compulsory: false,
        dataElementGroups: references(groups.slice(0, 2)),
        sharing: OPEN,
      },
    ],
  };
}

function object(plan: DataElementPlan, index: number): MetadataObject {
  return {
    id: plan.id,
    code: `DE-${String(index + 1).padStart(3, '0')}`,
    name: plan.name,
    shortName: plan.shortName,
    formName: plan.name,
    domainType: 'AGGREGATE',
    valueType: plan.valueType,
    aggregationType: plan.aggregationType,
    categoryCombo: { id: plan.categoryCombo },
    zeroIsSignificant: plan.zeroIsSignificant,
    ...(plan.optionSet === undefined ? {} : { optionSet: { id: plan.optionSet } }),
    translations: [{ locale: 'en', property: 'NAME', value: plan.english }],
    attributeValues: [{ attribute: { id: ATTRIBUTE.nationalCode }, value: `MS-${1000 + index}` }],
    sharing: OPEN,
  };
}
