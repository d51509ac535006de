import type { MetadataByType, MetadataObject } from '../metadata-object.ts';
import { references } from '../metadata-object.ts';
import { worldUid } from '../world-uid.ts';
import { DETAILED_EVENT_VISUALIZATION } from './event-visualization-kinds.ts';
import { LAYERED_MAP } from './map-layers.ts';
import { OPEN, sharedWith, USER_GROUP } from './sharing.ts';
import { DETAILED_VISUALIZATION } from './visualization-kinds.ts';

const REPORT = { html: worldUid('WRp', 1), jasper: worldUid('WRp', 2) } as const;
const RESOURCE = { guide: worldUid('WRs', 1), site: worldUid('WRs', 2) } as const;
const DASHBOARD = worldUid('WDb', 2);

/** What an instance shows people: standard reports, resources, a dashboard with every kind of item, a pushed analysis. */
export function publicationMetadata(): MetadataByType {
  return {
    reports: reports(),
    documents: [
      resource(RESOURCE.guide, 'Guide de la saisie', 'https://example.org/guide.pdf', { attachment: true }),
      resource(RESOURCE.site, 'Site du programme', 'https://example.org/programme', { code: 'SITE' }),
    ],
    dashboards: [dashboard()],
    pushAnalysis: [
      {
        id: worldUid('WPu', 1),
        name: 'Bulletin du lundi',
        title: 'Bulletin',
        message: 'Les chiffres de la semaine',
        dashboard: { id: DASHBOARD },
        recipientUserGroups: references([USER_GROUP.administrators]),
      },
    ],
  };
}

function reports(): MetadataObject[] {
  return [
    {
      id: REPORT.html,
      name: 'Rapport libre en HTML',
      type: 'HTML',
      designContent: '<html><body><h1>Rapport « libre »</h1><script>dhis2.report;</script></body></html>',
      cacheStrategy: 'CACHE_6AM_TOMORROW',
      reportParams: { organisationUnit: true, reportingPeriod: true, parentOrganisationUnit: false },
      relativePeriods: { lastMonth: true },
      sharing: sharedWith({ [USER_GROUP.surveillance]: 'rw------' }),
    },
    {
      id: REPORT.jasper,
      name: "Rapport d'un tableau",
      type: 'JASPER_REPORT_TABLE',
      designContent: '<jasperReport name="demo"/>',
      cacheStrategy: 'NO_CACHE',
      visualization: { id: DETAILED_VISUALIZATION.pivot },
      sharing: OPEN,
    },
  ];
}

function resource(id: string, name: string, url: string, rest: object): MetadataObject {
  return { id, name, url, external: true, attachment: false, sharing: OPEN, ...rest };
}

/** One item of each kind; event charts and event reports are event visualizations under their old names. */
function dashboard(): MetadataObject {
  const kinds: readonly (readonly [type: string, content: object])[] = [
    ['VISUALIZATION', { visualization: { id: DETAILED_VISUALIZATION.columns } }],
    ['MAP', { map: { id: LAYERED_MAP } }],
    ['EVENT_VISUALIZATION', { eventVisualization: { id: DETAILED_EVENT_VISUALIZATION.repeated } }],
    ['EVENT_CHART', { eventChart: { id: DETAILED_EVENT_VISUALIZATION.chart } }],
    ['EVENT_REPORT', { eventReport: { id: DETAILED_EVENT_VISUALIZATION.report } }],
    ['USERS', { users: references([worldUid('WUs', 1), worldUid('WUs', 2)]) }],
    ['REPORTS', { reports: references(Object.values(REPORT)) }],
    ['RESOURCES', { resources: references(Object.values(RESOURCE)) }],
    ['TEXT', { text: 'Deux lignes\nde *texte* « libre » ✓' }],
    ['TEXT', { text: 'SPACER_ITEM_FOR_DASHBOARD_LAYOUT_CONVENIENCE' }],
    ['APP', { appKey: 'widget-de-demonstration' }],
    ['MESSAGES', { messages: true }],
  ];
  return {
    id: DASHBOARD,
    code: 'TDB-COMPLET',
    name: 'Tableau de bord de tous les éléments',
    description: 'Un élément de chaque sorte',
    restrictFilters: true,
    allowedFilters: ['ou', 'pe'],
    layout: {
      spacing: { column: 5, row: 6 },
      columns: [
        { index: 0, span: 1 },
        { index: 1, span: 2 },
      ],
    },
    itemConfig: { insertPosition: 'END', insertHeight: 12, insertWidth: 20 },
    dashboardItems: kinds.map(([type, content], index) => ({
      id: worldUid('WDi', 11 + index),
      type,
      x: (index % 3) * 20,
      y: Math.floor(index / 3) * 15,
      width: 20,
      height: 15,
      shape: 'NORMAL',
      ...content,
    })),
    sharing: { ...sharedWith({ [USER_GROUP.administrators]: 'rw------' }), users: userAccess(worldUid('WUs', 1)) },
  };
}

function userAccess(id: string) {
  return { [id]: { id, access: 'r-------' } };
}
