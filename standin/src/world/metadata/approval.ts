import type { MetadataByType, MetadataObject } from '../metadata-object.ts';
import { references } from '../metadata-object.ts';
import { worldUid } from '../world-uid.ts';
import { COMBO, DEFAULT_COMBO, PARTNER_GROUP_SET } from './categories.ts';
import { OPEN, sharedWith, USER_GROUP } from './sharing.ts';

const LEVEL = { national: worldUid('WAl', 1), partner: worldUid('WAl', 2), district: worldUid('WAl', 3) } as const;

/** The workflows by which data are approved. */
export const APPROVAL_WORKFLOW = { monthly: worldUid('WAw', 1), quarterly: worldUid('WAw', 2) } as const;

/** Levels of approval, one of them for the partners of a group set, and two workflows over them. */
export function approvalMetadata(): MetadataByType {
  return {
    dataApprovalLevels: [
      level(LEVEL.national, 'Validation nationale', 1, 1, {}),
      level(LEVEL.partner, 'Validation par le bailleur', 2, 2, {
        categoryOptionGroupSet: { id: PARTNER_GROUP_SET },
        sharing: sharedWith({ [USER_GROUP.administrators]: 'rw------' }),
      }),
      level(LEVEL.district, 'Validation du district', 3, 3, {}),
    ],
    dataApprovalWorkflows: [
      workflow(APPROVAL_WORKFLOW.monthly, 'Validation mensuelle', 'Monthly', DEFAULT_COMBO, [
        LEVEL.national,
        LEVEL.district,
      ]),
      workflow(APPROVAL_WORKFLOW.quarterly, 'Validation trimestrielle', 'Quarterly', COMBO.partner, [
        LEVEL.national,
        LEVEL.partner,
        LEVEL.district,
      ]),
    ],
  };
}

function level(id: string, name: string, n: number, orgUnitLevel: number, rest: object): MetadataObject {
  return { id, name, level: n, orgUnitLevel, sharing: OPEN, ...rest };
}

function workflow(
  id: string,
  name: string,
  periodType: string,
  combo: string,
  levels: readonly string[],
): MetadataObject {
  return {
    id,
    name,
    periodType,
    categoryCombo: { id: combo },
    dataApprovalLevels: references(levels),
    sharing: OPEN,
  };
}
