import type { MetadataByType, MetadataObject } from '../metadata-object.ts';
import { references } from '../metadata-object.ts';
import { worldUid } from '../world-uid.ts';
import { COVERAGE_LEGEND } from './attributes.ts';
import { INDICATOR } from './indicators.ts';
import type { Hierarchy } from './organisation-units.ts';
import { OPEN } from './sharing.ts';
import { PERSON, PROGRAM, STAGE, TRACKED_ENTITY_ATTRIBUTE, TRACKER_DATA_ELEMENT } from './tracker-plan.ts';

/** The map of all layers. */
export const LAYERED_MAP = worldUid('WMa', 2);
const EXTERNAL = { relief: worldUid('WEl', 1), rivers: worldUid('WEl', 2) } as const;

/** A map with a layer of each kind, and the external layers that it draws from. */
export function mapLayerMetadata(hierarchy: Hierarchy): MetadataByType {
  return { externalMapLayers: externalLayers(), maps: [layeredMap(hierarchy)] };
}

function externalLayers(): MetadataObject[] {
  const layer = (id: string, name: string, rest: object): MetadataObject => ({
    id,
    name,
    attribution: '© Démonstration',
    imageFormat: 'PNG',
    sharing: OPEN,
    ...rest,
  });
  return [
    layer(EXTERNAL.relief, 'Relief', {
      mapService: 'XYZ',
      mapLayerPosition: 'BASEMAP',
      url: 'https://example.org/relief/{z}/{x}/{y}.png',
    }),
    layer(EXTERNAL.rivers, "Cours d'eau", {
      code: 'COURS_EAU',
      mapService: 'WMS',
      mapLayerPosition: 'OVERLAY',
      url: 'https://example.org/wms',
      layers: 'rivieres,lacs',
      legendSet: { id: COVERAGE_LEGEND },
      imageFormat: 'JPG',
    }),
  ];
}

function layeredMap(hierarchy: Hierarchy): MetadataObject {
  return {
    id: LAYERED_MAP,
    name: 'Toutes les couches',
    title: 'Couches',
    description: 'Une couche de chaque sorte',
    basemap: EXTERNAL.relief,
    longitude: 1.25,
    latitude: 9.125,
    zoom: 7,
    mapViews: views(hierarchy),
    translations: [{ locale: 'en', property: 'NAME', value: 'All layers' }],
    sharing: OPEN,
  };
}

function views(hierarchy: Hierarchy): MetadataObject[] {
  const view = (n: number, layer: string, rest: object): MetadataObject => ({
    id: worldUid('WMv', 10 + n),
    layer,
    name: `Couche ${layer}`,
    opacity: 1 - n / 10,
    renderingStrategy: 'SINGLE',
    ...rest,
  });
  const units = references(hierarchy.regions.slice(0, 2));
  const inUnits = {
    organisationUnits: units,
    organisationUnitLevels: [2],
    rows: [{ dimension: 'ou', items: [...units, { id: 'LEVEL-2' }] }],
  };
  const inPeriod = {
    relativePeriods: { lastYear: true },
    rawPeriods: ['LAST_YEAR'],
    filters: [{ dimension: 'pe', items: [{ id: 'LAST_YEAR' }] }],
  };
  return [
    view(1, 'thematic', {
      ...inUnits,
      ...inPeriod,
      thematicMapType: 'BUBBLE',
      method: 2,
      classes: 5,
      colorScale: '#fee5d9,#fcae91,#fb6a4a,#de2d26,#a50f15',
      radiusLow: 3,
      radiusHigh: 20,
      noDataColor: '#cccccc',
      renderingStrategy: 'TIMELINE',
      dataDimensionItems: [{ dataDimensionItemType: 'INDICATOR', indicator: { id: INDICATOR.malariaCases } }],
      columns: [{ dimension: 'dx', items: [{ id: INDICATOR.malariaCases }] }],
      labels: true,
      labelFontSize: '11px',
      labelFontStyle: 'italic',
      labelFontWeight: 'bold',
      labelFontColor: '#333333',
      labelTemplate: '{name}: {value}',
    }),
    view(2, 'event', {
      ...inUnits,
      program: { id: PROGRAM.maternal },
      programStage: { id: STAGE.delivery },
      startDate: '2024-01-01',
      endDate: '2024-12-31',
      eventClustering: false,
      eventPointColor: '#ff7f00',
      eventPointRadius: 6,
      eventStatus: 'COMPLETED',
      eventCoordinateField: 'enrollment',
      styleDataItem: { id: TRACKER_DATA_ELEMENT.liveBirths, name: 'Naissances', valueType: 'NUMBER' },
      columns: [{ dimension: TRACKER_DATA_ELEMENT.liveBirths, items: [] }],
      dataElementDimensions: [{ dataElement: { id: TRACKER_DATA_ELEMENT.liveBirths } }],
    }),
    view(3, 'orgUnit', { ...inUnits, organisationUnitColor: '#377eb8', labels: true }),
    view(4, 'facility', {
      ...inUnits,
      organisationUnitGroupSet: { id: worldUid('WOs', 1) },
      areaRadius: 5000,
      config: '{"icons":true}',
    }),
    view(5, 'trackedEntity', {
      ...inUnits,
      trackedEntityType: { id: PERSON },
      program: { id: PROGRAM.maternal },
      programStatus: 'ACTIVE',
      followUp: true,
      organisationUnitSelectionMode: 'DESCENDANTS',
      attributeDimensions: [{ attribute: { id: TRACKED_ENTITY_ATTRIBUTE.sex } }],
    }),
    view(6, 'external', {
      hidden: true,
      config: JSON.stringify({ id: EXTERNAL.rivers, name: "Cours d'eau", mapService: 'WMS', type: 'wmsLayer' }),
    }),
    view(7, 'earthEngine', { ...inUnits, config: '{"id":"WorldPop/POP","params":{"min":0,"max":10}}' }),
  ];
}
