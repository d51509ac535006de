import type { MetadataByType } from '../metadata-object.ts';
import { worldUid } from '../world-uid.ts';
import type { Hierarchy } from './organisation-units.ts';
import { OPEN } from './sharing.ts';
import { PROGRAM, STAGE, TRACKED_ENTITY_ATTRIBUTE, TRACKER_DATA_ELEMENT } from './tracker-plan.ts';

/** The lists that clerks work from, of the three kinds, with all that they can ask for. */
export function detailedLists(hierarchy: Hierarchy): MetadataByType {
  const unit = hierarchy.country.id;
  const window = { type: 'RELATIVE', startBuffer: -5, endBuffer: 5 };
  const between = {
    type: 'ABSOLUTE',
    startDate: '2024-01-01T00:00:00.000',
    endDate: '2024-06-30T00:00:00.000',
    startBuffer: 0,
    endBuffer: 0,
  };
  return {
    eventFilters: [
      {
        id: worldUid('WEf', 1),
        name: 'Cas positifs des derniers jours',
        description: 'Cas à suivre',
        program: PROGRAM.notification,
        programStage: STAGE.caseReport,
        eventQueryCriteria: {
          status: 'COMPLETED',
          organisationUnit: unit,
          ouMode: 'DESCENDANTS',
          assignedUserMode: 'ANY',
          order: 'occurredAt:desc',
          displayColumnOrder: ['occurredAt', TRACKER_DATA_ELEMENT.testResult],
          dataFilters: [
            { dataItem: TRACKER_DATA_ELEMENT.testResult, in: ['POSITIF', 'INDETERMINE'] },
            { dataItem: TRACKER_DATA_ELEMENT.ageYears, ge: '5', lt: '15' },
          ],
          eventDate: window,
          lastUpdatedDate: between,
        },
        sharing: OPEN,
      },
    ],
    trackedEntityInstanceFilters: [
      {
        id: worldUid('WWl', 11),
        name: 'Femmes à revoir',
        description: 'Inscrites et suivies',
        sortOrder: 2,
        program: { id: PROGRAM.maternal },
        style: { color: '#d7191c', icon: 'pregnant_outline' },
        entityQueryCriteria: {
          enrollmentStatus: 'ACTIVE',
          followUp: true,
          organisationUnit: unit,
          ouMode: 'SELECTED',
          programStage: STAGE.visit,
          eventStatus: 'OVERDUE',
          eventDate: window,
          order: 'createdAt:desc',
          displayColumnOrder: ['orgUnit', TRACKED_ENTITY_ATTRIBUTE.lastName],
          attributeValueFilters: [
            { attribute: TRACKED_ENTITY_ATTRIBUTE.lastName, sw: 'K' },
            { attribute: TRACKED_ENTITY_ATTRIBUTE.birthDate, dateFilter: between },
          ],
        },
        sharing: OPEN,
      },
    ],
    programStageWorkingLists: [
      {
        id: worldUid('WWl', 12),
        name: 'Visites à préparer',
        description: 'Visites prévues',
        program: { id: PROGRAM.maternal },
        programStage: { id: STAGE.visit },
        programStageQueryCriteria: {
          eventStatus: 'SCHEDULE',
          eventScheduledAt: window,
          enrollmentStatus: 'ACTIVE',
          enrolledAt: between,
          orgUnit: unit,
          ouMode: 'SELECTED',
          assignedUserMode: 'PROVIDED',
          assignedUsers: [worldUid('WUs', 11)],
          order: 'scheduledAt:asc',
          displayColumnOrder: ['scheduledAt'],
          dataFilters: [{ dataItem: TRACKER_DATA_ELEMENT.weight, gt: '40' }],
          attributeValueFilters: [{ attribute: TRACKED_ENTITY_ATTRIBUTE.lastName, like: 'a' }],
        },
        sharing: OPEN,
      },
    ],
  };
}
