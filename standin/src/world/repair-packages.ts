import { idOf, isJson, jsonObjects } from '../metadata/json.ts';
import { isMetadataObject, type MetadataByType, type MetadataObject, references } from './metadata-object.ts';

/** Left out of every object: what a server only gives, and the sharing of releases before 2.41 (API.md §2.3). */
const OUTPUT_ONLY = [
  'access',
  'href',
  'favorite',
  'lastUpdatedBy',
  'user',
  'publicAccess',
  'externalAccess',
  'userAccesses',
  'userGroupAccesses',
] as const;

/** Not importable as types of their own: they live inside stages and programs. */
const EMBEDDED_TYPES = ['programStageDataElements', 'programTrackedEntityAttributes'] as const;

const ROLE_FOR_USERS_WITHOUT = 'Ufph3mGRmMo';

type Repair = (object: MetadataObject, all: MetadataByType) => MetadataObject;

const REPAIRS: Readonly<Record<string, Repair>> = {
  users: repairUser,
  userGroups: addMembers,
  trackedEntityTypes: (type) => ({ shortName: type.name, ...type }),
  programStages: embedDataElements,
  programRules: renameDouble,
  programRuleActions: nameOwnRule,
  relationshipTypes: (type, all) => ({
    ...type,
    fromConstraint: showWhatStageHas(type.fromConstraint, all),
    toConstraint: showWhatStageHas(type.toConstraint, all),
  }),
};

/**
 * Makes the packages acceptable to every release in one round: what their authors left to the server's leniency would
 * be refused, or dropped without a word, by a strict import (API.md §4.3).
 */
export function repairPackages(packages: MetadataByType): MetadataByType {
  const repaired: Record<string, readonly MetadataObject[]> = {};
  for (const [type, objects] of Object.entries(packages)) {
    if (EMBEDDED_TYPES.some((embedded) => embedded === type)) continue;
    // The world has levels of its own, and a level's number is unique.
    if (type === 'organisationUnitLevels') continue;
    const repair = REPAIRS[type];
    repaired[type] = objects
      .filter((object) => object.name !== 'default')
      .map((object) => withoutOutput(repair === undefined ? object : repair(object, packages)));
  }
  return repaired;
}

function withoutOutput(object: MetadataObject): MetadataObject {
  const kept: Record<string, unknown> = { ...object };
  for (const property of OUTPUT_ONLY) delete kept[property];
  return { ...kept, id: object.id };
}

/** Packages of 2.36 keep the account in `userCredentials`, which 2.42 no longer reads; and E4055 wants a role. */
function repairUser(user: MetadataObject): MetadataObject {
  const { userCredentials, userGroups: _userGroups, ...rest } = user;
  const credentials = typeof userCredentials === 'object' && userCredentials !== null ? userCredentials : {};
  const { username, disabled } = { username: user.username, disabled: user.disabled, ...credentials };
  const roles = Array.isArray(user.userRoles) && user.userRoles.length > 0 ? user.userRoles : undefined;
  return {
    ...rest,
    id: user.id,
    username,
    disabled: disabled ?? false,
    userRoles: roles ?? [{ id: ROLE_FOR_USERS_WITHOUT }],
  };
}

/** A membership lives in the group; the packages wrote it at the user, where no server reads it. */
function addMembers(group: MetadataObject, all: MetadataByType): MetadataObject {
  const members = (all.users ?? []).filter((user) => idsIn(user.userGroups).includes(group.id));
  return { ...group, users: references(members) };
}

function embedDataElements(stage: MetadataObject, all: MetadataByType): MetadataObject {
  const known = new Map((all.programStageDataElements ?? []).map((element) => [element.id, element]));
  const given = Array.isArray(stage.programStageDataElements) ? stage.programStageDataElements : [];
  const whole = given
    .filter(isMetadataObject)
    .map((element) => ('dataElement' in element ? element : known.get(element.id)))
    .filter((element) => element !== undefined);
  return { ...stage, programStageDataElements: whole };
}

/** Two rules of one program may not have one name since 2.40 (E4057). */
function renameDouble(rule: MetadataObject, all: MetadataByType): MetadataObject {
  const first = (all.programRules ?? []).find(
    (other) => other.name === rule.name && sameId(other.program, rule.program),
  );
  return first === undefined || first.id === rule.id ? rule : { ...rule, name: `${rule.name} (${rule.id})` };
}

/** An action belongs to the rule that lists it, whatever the action itself says. */
function nameOwnRule(action: MetadataObject, all: MetadataByType): MetadataObject {
  const rule = (all.programRules ?? []).find((candidate) => idsIn(candidate.programRuleActions).includes(action.id));
  return rule === undefined ? action : { ...action, programRule: { id: rule.id } };
}

/** A constraint may show data elements of its stage only (E4314). */
function showWhatStageHas(constraint: unknown, all: MetadataByType): unknown {
  if (!isJson(constraint) || !isJson(constraint.trackerDataView)) return constraint;
  const shown = constraint.trackerDataView.dataElements;
  const stage = (all.programStages ?? []).find((candidate) => sameId(candidate, constraint.programStage));
  if (stage === undefined || !Array.isArray(shown)) return constraint;
  const ofStage = jsonObjects(embedDataElements(stage, all).programStageDataElements).map((element) =>
    idOf(element.dataElement),
  );
  const dataElements = shown.filter((id) => ofStage.includes(id));
  return { ...constraint, trackerDataView: { ...constraint.trackerDataView, dataElements } };
}

function idsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter(isMetadataObject).map((object) => object.id) : [];
}

function sameId(left: unknown, right: unknown): boolean {
  return isMetadataObject(left) && isMetadataObject(right) && left.id === right.id;
}
