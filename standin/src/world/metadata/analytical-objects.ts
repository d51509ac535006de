import type { MetadataByType, MetadataObject } from '../metadata-object.ts';
import { worldUid } from '../world-uid.ts';
import { COVERAGE_LEGEND } from './attributes.ts';
import { dataElement } from './data-elements.ts';
import { INDICATOR } from './indicators.ts';
import type { Hierarchy } from './organisation-units.ts';
import { OPEN, sharedWith, USER_GROUP } from './sharing.ts';
import { PROGRAM, STAGE, TRACKER_DATA_ELEMENT } from './tracker-plan.ts';

const VISUALIZATION = { trend: worldUid('WVi', 1), table: worldUid('WVi', 2) } as const;
const MAP = worldUid('WMa', 1);
const EVENT_VISUALIZATION = worldUid('WXv', 1);

/** Visualizations, a map, a list of events, the dashboard of them all, and the lists that clerks work from. */
export function analyticalMetadata(hierarchy: Hierarchy): MetadataByType {
  return {
    visualizations: visualizations(hierarchy),
    maps: [map(hierarchy)],
    eventVisualizations: [eventVisualization(hierarchy)],
    dashboards: [dashboard()],
    ...workingLists(),
  };
}

/** Dimensions are given twice: as items, and as the rows and columns that servers derive periods from (API.md §5.3). */
function visualizations(hierarchy: Hierarchy): MetadataObject[] {
  const data = dataDimension([
    ['INDICATOR', 'indicator', INDICATOR.malariaCases],
    ['DATA_ELEMENT', 'dataElement', dataElement('malaria')],
  ]);
  const units = hierarchy.regions.slice(0, 4).map((region) => ({ id: region.id }));
  const trend = {
    id: VISUALIZATION.trend,
    name: 'Cas de paludisme sur douze mois',
    description: 'Évolution nationale',
    type: 'LINE',
    ...data,
    columnDimensions: ['dx'],
    rowDimensions: ['pe'],
    filterDimensions: ['ou'],
    ...relativePeriods('last12Months', 'LAST_12_MONTHS'),
    rows: [{ dimension: 'pe', items: [{ id: 'LAST_12_MONTHS' }] }],
    organisationUnits: [{ id: hierarchy.country.id }],
    filters: [{ dimension: 'ou', items: [{ id: hierarchy.country.id }] }],
    translations: [{ locale: 'en', property: 'NAME', value: 'Malaria over twelve months' }],
    sharing: sharedWith({ [USER_GROUP.surveillance]: 'rw------' }),
  };
  const table = {
    id: VISUALIZATION.table,
    name: 'Paludisme par région',
    type: 'PIVOT_TABLE',
    ...data,
    columnDimensions: ['dx'],
    rowDimensions: ['ou'],
    filterDimensions: ['pe'],
    ...relativePeriods('last4Quarters', 'LAST_4_QUARTERS'),
    rows: [{ dimension: 'ou', items: units }],
    organisationUnits: units,
    filters: [{ dimension: 'pe', items: [{ id: 'LAST_4_QUARTERS' }] }],
    sharing: OPEN,
  };
  return [trend, table];
}

function dataDimension(items: readonly (readonly [type: string, property: string, id: string])[]) {
  return {
    dataDimensionItems: items.map(([dataDimensionItemType, property, id]) => ({
      dataDimensionItemType,
      [property]: { id },
    })),
    columns: [{ dimension: 'dx', items: items.map(([, , id]) => ({ id })) }],
  };
}

/** Until 2.40.1 a flag of an object, since 2.41 a name in a list: both are written, each server reads its own. */
function relativePeriods(flag: string, name: string) {
  return { relativePeriods: { [flag]: true }, rawPeriods: [name] };
}

function map(hierarchy: Hierarchy): MetadataObject {
  return {
    id: MAP,
    name: 'Abandon des consultations prénatales par région',
    basemap: 'osmLight',
    longitude: 2.5,
    latitude: 9.5,
    zoom: 6,
    mapViews: [
      {
        id: worldUid('WMv', 1),
        layer: 'thematic',
        name: 'Abandon par région',
        thematicMapType: 'CHOROPLETH',
        renderingStrategy: 'SINGLE',
        opacity: 0.9,
        legendSet: { id: COVERAGE_LEGEND },
        ...dataDimension([['INDICATOR', 'indicator', INDICATOR.dropOut]]),
        columnDimensions: ['dx'],
        filterDimensions: ['pe'],
        ...relativePeriods('thisYear', 'THIS_YEAR'),
        rows: [{ dimension: 'ou', items: hierarchy.regions.map((region) => ({ id: region.id })) }],
        organisationUnits: hierarchy.regions.map((region) => ({ id: region.id })),
        filters: [{ dimension: 'pe', items: [{ id: 'THIS_YEAR' }] }],
      },
    ],
    sharing: OPEN,
  };
}

function eventVisualization(hierarchy: Hierarchy): MetadataObject {
  const haemoglobin = { id: TRACKER_DATA_ELEMENT.haemoglobin };
  return {
    id: EVENT_VISUALIZATION,
    name: 'Consultations prénatales récentes',
    type: 'LINE_LIST',
    dataType: 'EVENTS',
    outputType: 'EVENT',
    program: { id: PROGRAM.maternal },
    programStage: { id: STAGE.visit },
    columnDimensions: ['ou', haemoglobin.id],
    rowDimensions: [],
    filterDimensions: ['pe'],
    columns: [
      { dimension: 'ou', items: [{ id: hierarchy.country.id }] },
      { dimension: haemoglobin.id, items: [] },
    ],
    filters: [{ dimension: 'pe', items: [{ id: 'LAST_12_MONTHS' }] }],
    organisationUnits: [{ id: hierarchy.country.id }],
    dataElementDimensions: [{ dataElement: haemoglobin, filter: 'GT:0' }],
    ...relativePeriods('last12Months', 'LAST_12_MONTHS'),
    sharing: OPEN,
  };
}

function dashboard(): MetadataObject {
  const item = (n: number, type: string, property: string, id: string) => ({
    id: worldUid('WDi', n),
    type,
    [property]: { id },
    x: (n % 2) * 29,
    y: Math.floor(n / 2) * 20,
    width: 29,
    height: 20,
  });
  return {
    id: worldUid('WDb', 1),
    name: 'Tableau de bord national',
    description: 'Paludisme et santé maternelle',
    dashboardItems: [
      item(1, 'VISUALIZATION', 'visualization', VISUALIZATION.trend),
      item(2, 'VISUALIZATION', 'visualization', VISUALIZATION.table),
      item(3, 'MAP', 'map', MAP),
      item(4, 'EVENT_VISUALIZATION', 'eventVisualization', EVENT_VISUALIZATION),
      { id: worldUid('WDi', 5), type: 'TEXT', text: 'Données de démonstration', x: 0, y: 60, width: 58, height: 5 },
    ],
    translations: [{ locale: 'en', property: 'NAME', value: 'National dashboard' }],
    sharing: sharedWith({ [USER_GROUP.surveillance]: 'rw------', [USER_GROUP.dataEntry]: 'r-------' }),
  };
}

/** Working lists of the stage came with 2.40; an older server passes over the whole type. */
function workingLists(): MetadataByType {
  return {
    trackedEntityInstanceFilters: [
      {
        id: worldUid('WWl', 1),
        name: 'Suivis en cours',
        description: 'Inscriptions actives',
        sortOrder: 1,
        program: { id: PROGRAM.maternal },
        entityQueryCriteria: { enrollmentStatus: 'ACTIVE', followUp: false },
        sharing: OPEN,
      },
    ],
    programStageWorkingLists: [
      {
        id: worldUid('WWl', 2),
        name: 'Consultations à venir',
        program: { id: PROGRAM.maternal },
        programStage: { id: STAGE.visit },
        programStageQueryCriteria: { eventStatus: 'SCHEDULE' },
        sharing: OPEN,
      },
    ],
  };
}
