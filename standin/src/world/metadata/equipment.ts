import type { MetadataByType, MetadataObject } from '../metadata-object.ts';
import { references } from '../metadata-object.ts';
import { worldUid } from '../world-uid.ts';
import { APPROVAL_WORKFLOW } from './approval.ts';
import { ATTRIBUTE, COVERAGE_LEGEND } from './attributes.ts';
import { COMBO, DEFAULT_COMBO, optionCombosOf } from './categories.ts';
import type { Hierarchy } from './organisation-units.ts';
import { DATA_ENTRY, OPEN, USER_GROUP } from './sharing.ts';

/** The data elements of the equipment report: no data are entered for them, so that every rule of a data set may be tried. */
export const EQUIPMENT_ELEMENT = {
  fridges: worldUid('WDe', 901),
  staff: worldUid('WDe', 902),
  forecast: worldUid('WDe', 903),
} as const;

/** The report on equipment, and its form. */
export const EQUIPMENT_SET = worldUid('WDa', 5);
const FORM = worldUid('WFm', 2);
const SECTION = [worldUid('WSe', 901), worldUid('WSe', 902)] as const;
const [FIRST_COMBO = '', ...OTHER_COMBOS] = optionCombosOf(COMBO.sexAndAge);

/**
 * A data set with everything that a data set can have: a workflow, input periods, compulsory values, a form in HTML beside
 * its sections, greyed fields, display options, and the messages that it sends.
 */
export function equipmentMetadata(hierarchy: Hierarchy): MetadataByType {
  return {
    dataElements: dataElements(),
    dataEntryForms: [form()],
    dataSets: [dataSet(hierarchy)],
    sections: sections(),
    dataSetNotificationTemplates: notificationTemplates(),
  };
}

function dataElements(): MetadataObject[] {
  const element = (id: string, name: string, rest: object): MetadataObject => ({
    id,
    code: `EQ-${id.slice(-3)}`,
    name,
    shortName: name,
    domainType: 'AGGREGATE',
    valueType: 'INTEGER_ZERO_OR_POSITIVE',
    aggregationType: 'SUM',
    categoryCombo: { id: DEFAULT_COMBO },
    zeroIsSignificant: true,
    sharing: OPEN,
    ...rest,
  });
  return [
    element(EQUIPMENT_ELEMENT.fridges, 'Réfrigérateurs en service', {
      aggregationLevels: [3, 2],
      legendSets: references([COVERAGE_LEGEND]),
      style: { color: '#1a9641', icon: 'outpatient_outline' },
      fieldMask: '\\d*',
    }),
    element(EQUIPMENT_ELEMENT.staff, 'Agents présents, par sexe et âge', {
      categoryCombo: { id: COMBO.sexAndAge },
      url: 'https://example.org/agents',
    }),
    element(EQUIPMENT_ELEMENT.forecast, 'Besoins prévus de réfrigérateurs', { aggregationType: 'AVERAGE' }),
  ];
}

function dataSet(hierarchy: Hierarchy): MetadataObject {
  const input = (period: string, openingDate: string, closingDate: string) => ({
    period: { id: period },
    openingDate,
    closingDate,
  });
  return {
    id: EQUIPMENT_SET,
    code: 'DS-EQUIPMENT',
    name: 'État des équipements, de la chaîne du froid et du personnel présent',
    shortName: 'État des équipements',
    periodType: 'Quarterly',
    categoryCombo: { id: COMBO.partner },
    dataSetElements: [EQUIPMENT_ELEMENT.fridges, EQUIPMENT_ELEMENT.staff].map((element) => ({
      dataSet: { id: EQUIPMENT_SET },
      dataElement: { id: element },
    })),
    organisationUnits: references(hierarchy.districts.slice(0, 3)),
    workflow: { id: APPROVAL_WORKFLOW.quarterly },
    dataEntryForm: { id: FORM },
    dataInputPeriods: [
      input('2025Q1', '2025-04-01T00:00:00.000', '2025-05-15T00:00:00.000'),
      input('2025Q2', '2025-07-01T00:00:00.000', '2025-08-15T00:00:00.000'),
    ],
    compulsoryDataElementOperands: [operand(EQUIPMENT_ELEMENT.staff, FIRST_COMBO)],
    legendSets: references([COVERAGE_LEGEND]),
    notificationRecipients: { id: USER_GROUP.administrators },
    notifyCompletingUser: true,
    noValueRequiresComment: true,
    renderAsTabs: true,
    openPeriodsAfterCoEndDate: 2,
    openFuturePeriods: 1,
    expiryDays: 30,
    timelyDays: 10,
    displayOptions: '{"customText":{"header":"<b>Équipements</b>","align":"start"}}',
    style: { color: '#2c7fb8', icon: 'ambulance_outline' },
    attributeValues: [{ attribute: { id: ATTRIBUTE.nationalCode }, value: 'JDD-equipment' }],
    sharing: DATA_ENTRY,
  };
}

function operand(element: string, combo: string) {
  return { dataElement: { id: element }, categoryOptionCombo: { id: combo } };
}

function sections(): MetadataObject[] {
  const section = (id: string, name: string, sortOrder: number, element: string, rest: object): MetadataObject => ({
    id,
    name,
    description: `Section « ${name} »`,
    dataSet: { id: EQUIPMENT_SET },
    sortOrder,
    dataElements: references([element]),
    ...rest,
  });
  return [
    section(SECTION[0], 'Chaîne du froid', 1, EQUIPMENT_ELEMENT.fridges, { disableDataElementAutoGroup: true }),
    section(SECTION[1], 'Personnel', 2, EQUIPMENT_ELEMENT.staff, {
      showRowTotals: true,
      showColumnTotals: true,
      greyedFields: OTHER_COMBOS.slice(-2).map((combo) => operand(EQUIPMENT_ELEMENT.staff, combo)),
      displayOptions: '{"pivotMode":"n/a","afterSectionText":"Compter les présents du jour."}',
      translations: [{ locale: 'en', property: 'NAME', value: 'Staff' }],
    }),
  ];
}

function form(): MetadataObject {
  const cells = [FIRST_COMBO, ...OTHER_COMBOS].map(
    (combo) => `<td><input id="${EQUIPMENT_ELEMENT.staff}-${combo}-val" title="Agents"/></td>`,
  );
  return {
    id: FORM,
    name: 'Formulaire des équipements',
    style: 'COMFORTABLE',
    format: 2,
    htmlCode: `<p>Équipements & personnel</p>\n<table><tr>${cells.join('')}</tr></table>`,
  };
}

function notificationTemplates(): MetadataObject[] {
  const dataSets = references([EQUIPMENT_SET]);
  return [
    {
      id: worldUid('WDn', 1),
      name: 'Rapport des équipements complet',
      subjectTemplate: 'V{data_set_name}',
      messageTemplate: 'V{data_set_name} de V{registration_ou} pour V{registration_period} est complet.',
      dataSetNotificationTrigger: 'DATA_SET_COMPLETION',
      notificationRecipient: 'USER_GROUP',
      recipientUserGroup: { id: USER_GROUP.administrators },
      notifyUsersInHierarchyOnly: true,
      sendStrategy: 'SINGLE_NOTIFICATION',
      deliveryChannels: [],
      dataSets,
    },
    {
      id: worldUid('WDn', 2),
      name: 'Rappel du rapport des équipements',
      subjectTemplate: 'Rappel : V{data_set_name}',
      messageTemplate: 'V{data_set_name} est attendu le V{current_date}.',
      dataSetNotificationTrigger: 'SCHEDULED_DAYS',
      relativeScheduledDays: -3,
      notificationRecipient: 'ORGANISATION_UNIT_CONTACT',
      notifyParentOrganisationUnitOnly: false,
      sendStrategy: 'COLLECTIVE_SUMMARY',
      deliveryChannels: ['EMAIL', 'SMS'],
      dataSets,
    },
  ];
}
