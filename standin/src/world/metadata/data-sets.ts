import type { MetadataByType, MetadataObject } from '../metadata-object.ts';
import { references } from '../metadata-object.ts';
import { worldUid } from '../world-uid.ts';
import { ATTRIBUTE } from './attributes.ts';
import { COMBO, DEFAULT_COMBO, optionCombosOf } from './categories.ts';
import { DATA_ELEMENTS, type DataElementPlan, type DataSetKey, dataElement } from './data-elements.ts';
import { INDICATOR } from './indicators.ts';
import type { Hierarchy } from './organisation-units.ts';
import { DATA_ENTRY } from './sharing.ts';

/** What a data set is, as far as data need to know. */
export interface DataSetPlan {
  readonly key: DataSetKey;
  readonly id: string;
  readonly name: string;
  readonly periodType: string;
  /** The attribute category combination. */
  readonly categoryCombo: string;
  readonly dataElements: readonly DataElementPlan[];
}

const NAMES: Readonly<Record<DataSetKey, readonly [string, string, string]>> = {
  monthly: ["Rapport mensuel d'activités", 'Monthly', DEFAULT_COMBO],
  weekly: ['Surveillance hebdomadaire', 'Weekly', DEFAULT_COMBO],
  quarterly: ['Rapport trimestriel des partenaires', 'Quarterly', COMBO.partner],
  yearly: ['Recensement annuel des formations', 'Yearly', DEFAULT_COMBO],
};

/** The four data sets. */
export const DATA_SETS: readonly DataSetPlan[] = (['monthly', 'weekly', 'quarterly', 'yearly'] as const).map(
  (key, index) => {
    const [name, periodType, categoryCombo] = NAMES[key];
    const dataElements = DATA_ELEMENTS.filter((element) => element.dataSets.includes(key));
    return { key, id: worldUid('WDa', index + 1), name, periodType, categoryCombo, dataElements };
  },
);

/** The organisation units that report a data set: districts each quarter, facilities for the rest. */
export function reportingUnits(plan: DataSetPlan, hierarchy: Hierarchy): readonly MetadataObject[] {
  return plan.key === 'quarterly' ? hierarchy.districts : hierarchy.facilities;
}

/** Data sets, their sections and the form that is drawn by hand. */
export function dataSetMetadata(hierarchy: Hierarchy): MetadataByType {
  return {
    dataEntryForms: [weeklyForm()],
    dataSets: DATA_SETS.map((plan) => dataSet(plan, hierarchy)),
    sections: DATA_SETS.filter((plan) => plan.key !== 'weekly').flatMap(sections),
  };
}

function dataSet(plan: DataSetPlan, hierarchy: Hierarchy): MetadataObject {
  const first = plan.dataElements[0];
  return {
    id: plan.id,
    code: `DS-${plan.key.toUpperCase()}`,
    name: plan.name,
    shortName: plan.name,
    periodType: plan.periodType,
    categoryCombo: { id: plan.categoryCombo },
    dataSetElements: plan.dataElements.map((element) => ({
      dataSet: { id: plan.id },
      dataElement: { id: element.id },
      // Nets are split by sex for partners only: a category combination that overrides the data element's own.
      ...(plan.key === 'quarterly' && element.id === worldUid('WDe', 10) ? { categoryCombo: { id: COMBO.sex } } : {}),
    })),
    indicators: plan.key === 'monthly' ? references([INDICATOR.dropOut]) : [],
    organisationUnits: references(reportingUnits(plan, hierarchy)),
    openFuturePeriods: plan.key === 'monthly' ? 24 : 1,
    expiryDays: 0,
    timelyDays: 15,
    ...(plan.key === 'weekly' ? { dataEntryForm: { id: weeklyForm().id } } : {}),
    ...(plan.key === 'monthly' && first !== undefined ? { compulsoryDataElementOperands: [operand(first)] } : {}),
    attributeValues: [
      { attribute: { id: ATTRIBUTE.nationalCode }, value: `JDD-${plan.key}` },
      ...(plan.key === 'yearly' ? [{ attribute: { id: ATTRIBUTE.energySource }, value: 'SOLAIRE' }] : []),
    ],
    translations: [{ locale: 'en', property: 'NAME', value: `${plan.periodType} report` }],
    sharing: DATA_ENTRY,
  };
}

function operand(element: DataElementPlan) {
  return {
    dataElement: { id: element.id },
    categoryOptionCombo: { id: optionCombosOf(element.categoryCombo)[0] },
  };
}

/** Whether a report is only whole with this value: the first of the monthly report. */
export function isCompulsory(plan: DataSetPlan, element: DataElementPlan, optionCombo: string): boolean {
  return (
    plan.key === 'monthly' &&
    element.id === plan.dataElements[0]?.id &&
    optionCombo === optionCombosOf(element.categoryCombo)[0]
  );
}

/** The category combination that values of a data element take in a data set. */
export function categoryComboIn(plan: DataSetPlan, element: DataElementPlan): string {
  return plan.key === 'quarterly' && element.id === worldUid('WDe', 10) ? COMBO.sex : element.categoryCombo;
}

function sections(plan: DataSetPlan, index: number): MetadataObject[] {
  const half = Math.ceil(plan.dataElements.length / 2);
  const parts = [plan.dataElements.slice(0, half), plan.dataElements.slice(half)];
  return parts.map((elements, part) => ({
    id: worldUid('WSe', index * 10 + part + 1),
    name: part === 0 ? 'Activités' : 'Moyens et observations',
    dataSet: { id: plan.id },
    sortOrder: part + 1,
    showRowTotals: part === 0,
    showColumnTotals: false,
    dataElements: references(elements),
    indicators: plan.key === 'monthly' && part === 0 ? references([INDICATOR.dropOut]) : [],
    ...(plan.key === 'monthly' && part === 0 ? { greyedFields: greyed(elements) } : {}),
  }));
}

/** Severe malaria of the oldest is not asked. */
function greyed(elements: readonly DataElementPlan[]) {
  const element = elements.find((candidate) => candidate.id === dataElement('severeMalaria'));
  const combos = element === undefined ? [] : optionCombosOf(element.categoryCombo);
  const last = combos.at(-1);
  if (element === undefined || last === undefined) return [];
  return [{ dataElement: { id: element.id }, categoryOptionCombo: { id: last } }];
}

function weeklyForm(): MetadataObject {
  const rows = DATA_ELEMENTS.filter((element) => element.dataSets.includes('weekly')).map((element) => {
    const cells = optionCombosOf(element.categoryCombo).map(
      (combo) => `<td><input id="${element.id}-${combo}-val"></td>`,
    );
    return `<tr><th>${element.name}</th>${cells.join('')}</tr>`;
  });
  const total = `<tr><th>Total</th><td><input indicatorid="${INDICATOR.malariaCases}" id="indicator${INDICATOR.malariaCases}"></td></tr>`;
  return {
    id: worldUid('WFm', 1),
    name: 'Formulaire de surveillance hebdomadaire',
    style: 'NORMAL',
    format: 2,
    htmlCode: `<h3>Surveillance hebdomadaire</h3>\n<table>${rows.join('\n')}\n${total}</table>`,
  };
}
