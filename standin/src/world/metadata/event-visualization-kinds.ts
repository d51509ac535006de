import type { MetadataObject } from '../metadata-object.ts';
import { worldUid } from '../world-uid.ts';
import { COVERAGE_LEGEND } from './attributes.ts';
import type { Hierarchy } from './organisation-units.ts';
import { OPEN } from './sharing.ts';
import { PROGRAM, STAGE, TRACKED_ENTITY_ATTRIBUTE, TRACKER_DATA_ELEMENT } from './tracker-plan.ts';

/** Event visualizations that dashboards show: two of them as what they were before 2.38. */
export const DETAILED_EVENT_VISUALIZATION = {
  repeated: worldUid('WXv', 11),
  chart: worldUid('WXv', 12),
  report: worldUid('WXv', 13),
} as const;

/** A line list with repeated events, a chart, and a pivot table of values. */
export function detailedEventVisualizations(hierarchy: Hierarchy): MetadataObject[] {
  return [repeated(hierarchy), chart(hierarchy), report(hierarchy)];
}

function base(hierarchy: Hierarchy) {
  return {
    program: { id: PROGRAM.maternal },
    organisationUnits: [{ id: hierarchy.country.id }],
    relativePeriods: { last12Months: true },
    rawPeriods: ['LAST_12_MONTHS'],
    sharing: OPEN,
  };
}

/** The first and the last value of a data element of a stage that repeats, with an attribute and a date of its own. */
function repeated(hierarchy: Hierarchy): MetadataObject {
  const dimension = `${STAGE.visit}.${TRACKER_DATA_ELEMENT.haemoglobin}`;
  return {
    ...base(hierarchy),
    id: DETAILED_EVENT_VISUALIZATION.repeated,
    name: 'Première et dernière consultation',
    description: 'Une ligne par inscription',
    type: 'LINE_LIST',
    dataType: 'EVENTS',
    outputType: 'ENROLLMENT',
    programStatus: 'ACTIVE',
    columnDimensions: ['ou', dimension, TRACKED_ENTITY_ATTRIBUTE.sex, 'enrollmentDate'],
    rowDimensions: [],
    filterDimensions: ['pe'],
    columns: [
      { dimension: 'ou', items: [{ id: hierarchy.country.id }] },
      {
        dimension: TRACKER_DATA_ELEMENT.haemoglobin,
        programStage: { id: STAGE.visit },
        repetition: { indexes: [1, 2, 0] },
        items: [],
      },
      { dimension: TRACKED_ENTITY_ATTRIBUTE.sex, filter: 'IN:F', items: [] },
      { dimension: 'enrollmentDate', items: [{ id: '202401' }] },
    ],
    filters: [{ dimension: 'pe', items: [{ id: 'LAST_12_MONTHS' }] }],
    dataElementDimensions: [
      { dataElement: { id: TRACKER_DATA_ELEMENT.haemoglobin }, programStage: { id: STAGE.visit }, filter: 'GT:0' },
    ],
    attributeDimensions: [{ attribute: { id: TRACKED_ENTITY_ATTRIBUTE.sex }, filter: 'IN:F' }],
    simpleDimensions: [{ parent: 'COLUMN', dimension: 'enrollmentDate', values: ['202401'] }],
    repetitions: [
      { parent: 'COLUMN', dimension: TRACKER_DATA_ELEMENT.haemoglobin, programStage: STAGE.visit, indexes: [1, 2, 0] },
    ],
    sorting: [{ dimension: 'enrollmentDate', direction: 'DESC' }],
    legend: { strategy: 'FIXED', style: 'FILL', set: { id: COVERAGE_LEGEND }, showKey: true },
    translations: [{ locale: 'en', property: 'NAME', value: 'First and last visit' }],
  };
}

function chart(hierarchy: Hierarchy): MetadataObject {
  return {
    ...base(hierarchy),
    id: DETAILED_EVENT_VISUALIZATION.chart,
    name: 'Consultations par mois',
    type: 'STACKED_COLUMN',
    legacy: true,
    dataType: 'AGGREGATED_VALUES',
    outputType: 'EVENT',
    programStage: { id: STAGE.visit },
    eventStatus: 'COMPLETED',
    columnDimensions: [TRACKER_DATA_ELEMENT.treated],
    rowDimensions: ['pe'],
    filterDimensions: ['ou'],
    columns: [{ dimension: TRACKER_DATA_ELEMENT.treated, items: [] }],
    rows: [{ dimension: 'pe', items: [{ id: 'LAST_12_MONTHS' }, { id: '202306' }] }],
    rawPeriods: ['LAST_12_MONTHS', '202306'],
    periods: [{ id: '202306' }],
    filters: [{ dimension: 'ou', items: [{ id: hierarchy.country.id }] }],
    dataElementDimensions: [{ dataElement: { id: TRACKER_DATA_ELEMENT.treated } }],
    baseLineLabel: 'Base',
    baseLineValue: 10.5,
    targetLineLabel: 'Cible',
    targetLineValue: 20,
    domainAxisLabel: 'Mois',
    rangeAxisLabel: 'Consultations',
    rangeAxisSteps: 4,
    rangeAxisMaxValue: 100,
    hideNaData: true,
    showData: true,
  };
}

/** The average of a data element by organisation unit, within two dates. */
function report(hierarchy: Hierarchy): MetadataObject {
  return {
    ...base(hierarchy),
    id: DETAILED_EVENT_VISUALIZATION.report,
    name: 'Hémoglobine moyenne par unité',
    type: 'PIVOT_TABLE',
    legacy: true,
    dataType: 'AGGREGATED_VALUES',
    outputType: 'EVENT',
    programStage: { id: STAGE.visit },
    dataElementValueDimension: { id: TRACKER_DATA_ELEMENT.haemoglobin },
    aggregationType: 'AVERAGE',
    columnDimensions: ['pe'],
    rowDimensions: ['ou'],
    filterDimensions: [],
    columns: [{ dimension: 'pe', items: [{ id: 'LAST_12_MONTHS' }] }],
    rows: [{ dimension: 'ou', items: [{ id: hierarchy.country.id }] }],
    programIndicatorDimensions: [{ programIndicator: { id: worldUid('WPi', 1) } }],
    timeField: 'SCHEDULED_DATE',
    collapseDataDimensions: true,
    rowTotals: true,
    colTotals: true,
    showHierarchy: true,
  };
}
