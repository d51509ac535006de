import type { AskStandin } from '../fixtures/ask-standin.ts';
import { clinics } from '../fixtures/detail-world.ts';

/** What the defects of other tools need beside the world of details: two funders, a user, values, notes and links. */
export async function addDefectMetadata(ask: AskStandin): Promise<void> {
  const options = ['ApCoFunder1', 'ApCoFunder2'].map((id) => ({ id, name: id, shortName: id }));
  const combos = options.map(({ id }, at) => ({
    id: `ApCocFunde${at + 1}`,
    name: id,
    categoryCombo: { id: 'ApCcFunding' },
    categoryOptions: [{ id }],
  }));
  await ask('POST', '/api/metadata', {
    categoryOptions: options,
    categories: [
      {
        id: 'ApCaFunding',
        name: 'Funding',
        shortName: 'Funding',
        dataDimensionType: 'ATTRIBUTE',
        categoryOptions: options.map(({ id }) => ({ id })),
      },
    ],
    categoryCombos: [
      { id: 'ApCcFunding', name: 'Funding', dataDimensionType: 'ATTRIBUTE', categories: [{ id: 'ApCaFunding' }] },
    ],
    categoryOptionCombos: combos,
  });
  const dataSet = { id: 'ApDsFunding', name: 'Funds', shortName: 'Funds', periodType: 'Monthly' };
  await ask('POST', '/api/metadata', {
    dataSets: [
      {
        ...dataSet,
        categoryCombo: { id: 'ApCcFunding' },
        dataSetElements: [{ dataElement: { id: 'ApDeNumber2' }, dataSet: { id: dataSet.id } }],
        organisationUnits: clinics.map((id) => ({ id })),
      },
    ],
    dataElements: [
      {
        id: 'ApDeVisit01',
        name: 'Weight',
        shortName: 'Weight',
        domainType: 'TRACKER',
        valueType: 'NUMBER',
        aggregationType: 'SUM',
        categoryCombo: { id: 'bjDvmb4bfuf' },
      },
    ],
    users: [
      {
        id: 'ApUserAgent',
        username: 'ap.agent',
        firstName: 'Agent',
        surname: 'Saisie',
        password: 'Abc-12345x',
        userRoles: [{ id: 'yrB6vc5Ip3r' }],
        organisationUnits: [{ id: 'ApOuCountr1' }],
      },
    ],
    programStages: [
      {
        id: 'ApStageVisi',
        name: 'Visit',
        program: { id: 'ApProgTrack' },
        repeatable: true,
        enableUserAssignment: true,
        programStageDataElements: [
          { id: 'ApPsde00001', programStage: { id: 'ApStageVisi' }, dataElement: { id: 'ApDeVisit01' } },
        ],
      },
    ],
    relationshipTypes: [
      linkType('ApRelEnroll', 'PROGRAM_INSTANCE', { program: { id: 'ApProgTrack' } }),
      linkType('ApRelEvents', 'PROGRAM_STAGE_INSTANCE', { programStage: { id: 'ApStageVisi' } }),
    ],
  });
}

function linkType(id: string, relationshipEntity: string, within: object) {
  const constraint = { relationshipEntity, ...within };
  return { id, name: id, bidirectional: false, fromToName: id, fromConstraint: constraint, toConstraint: constraint };
}

export const program = 'ApProgTrack';

export function person(trackedEntity: string, more: object = {}) {
  return { trackedEntity, trackedEntityType: 'ApTetPerson', orgUnit: 'ApOuClinic1', ...more };
}

export function enrolled(enrollment: string, trackedEntity: string, more: object = {}) {
  const dates = { enrolledAt: '2024-01-10', occurredAt: '2024-01-09' };
  return { enrollment, trackedEntity, program, orgUnit: 'ApOuClinic1', status: 'ACTIVE', ...dates, ...more };
}

export function visited(event: string, enrollment: string, more: object = {}) {
  const place = { program, programStage: 'ApStageVisi', orgUnit: 'ApOuClinic1', enrollment };
  return { event, ...place, status: 'ACTIVE', occurredAt: '2024-01-11', scheduledAt: '2024-01-11', ...more };
}
