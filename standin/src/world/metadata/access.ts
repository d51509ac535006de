import type { MetadataByType, MetadataObject } from '../metadata-object.ts';
import { references } from '../metadata-object.ts';
import { worldUid } from '../world-uid.ts';
import type { Hierarchy } from './organisation-units.ts';
import { OPEN, USER_GROUP } from './sharing.ts';

const ROLE = { dataEntry: worldUid('WUr', 1), analyst: worldUid('WUr', 2), administrator: worldUid('WUr', 3) } as const;

/** An account that events are assigned to. */
export interface UserPlan {
  readonly id: string;
  readonly username: string;
}

/** The accounts that enter data, one a region. Their names are those of posts: no person stands behind them. */
export function dataEntryUsers(hierarchy: Hierarchy): readonly UserPlan[] {
  return hierarchy.regions.map((_, index) => ({
    id: worldUid('WUs', index + 11),
    username: `saisie.region${index + 1}`,
  }));
}

/** Roles, groups that manage groups, and accounts with their organisation units. Nobody of them has a password. */
export function accessMetadata(hierarchy: Hierarchy): MetadataByType {
  const clerks = dataEntryUsers(hierarchy).map((plan, index) =>
    user(plan, ['Saisie', `Région ${index + 1}`], ROLE.dataEntry, hierarchy.regions.slice(index, index + 1)),
  );
  const national = [hierarchy.country];
  const analyst = user(
    { id: worldUid('WUs', 1), username: 'surveillance' },
    ['Poste', 'Surveillance'],
    ROLE.analyst,
    national,
  );
  const admin = user(
    { id: worldUid('WUs', 2), username: 'gestion.snis' },
    ['Poste', 'Gestion'],
    ROLE.administrator,
    national,
  );
  const retired = {
    ...user({ id: worldUid('WUs', 3), username: 'ancien.poste' }, ['Ancien', 'Poste'], ROLE.analyst, national),
    disabled: true,
  };
  return {
    userRoles: roles(),
    users: [analyst, admin, retired, ...clerks],
    userGroups: [
      group(USER_GROUP.dataEntry, 'Agents de saisie', clerks, []),
      group(USER_GROUP.surveillance, 'Surveillance épidémiologique', [analyst, retired], []),
      group(USER_GROUP.administrators, 'Gestion du système', [admin], [USER_GROUP.dataEntry, USER_GROUP.surveillance]),
    ],
  };
}

function roles(): MetadataObject[] {
  const role = (id: string, name: string, authorities: readonly string[]) => ({
    id,
    name,
    description: `${name} du système national d'information sanitaire`,
    authorities,
    sharing: OPEN,
  });
  return [
    role(ROLE.dataEntry, 'Saisie des données', ['F_DATAVALUE_ADD', 'F_DATAVALUE_DELETE', 'M_dhis-web-dataentry']),
    role(ROLE.analyst, 'Analyse des données', ['F_VIEW_EVENT_ANALYTICS', 'M_dhis-web-dashboard', 'M_dhis-web-maps']),
    role(ROLE.administrator, 'Gestion des métadonnées', [
      'F_DATAELEMENT_PUBLIC_ADD',
      'F_DATASET_PUBLIC_ADD',
      'F_METADATA_EXPORT',
      'F_USER_VIEW',
      'M_dhis-web-maintenance',
    ]),
  ];
}

function user(
  plan: UserPlan,
  [firstName, surname]: readonly [string, string],
  role: string,
  units: readonly MetadataObject[],
) {
  return {
    ...plan,
    firstName,
    surname,
    userRoles: [{ id: role }],
    organisationUnits: references(units),
    dataViewOrganisationUnits: references(units),
    teiSearchOrganisationUnits: references(units),
  };
}

function group(id: string, name: string, users: readonly MetadataObject[], managed: readonly string[]): MetadataObject {
  return { id, name, users: references(users), managedGroups: references(managed), sharing: OPEN };
}
