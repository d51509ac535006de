import type { MetadataObject, MetadataType } from '../../model/metadata-object.ts';
import { isUid, type Uid } from '../../model/uid.ts';

/**
 * Types whose objects are part of what they name under a property, though that does not name them (`/api/schemas`: the
 * owning side of the reference is the part's). What comes, comes whole: a program without its rules is another program.
 */
export const partsByType: Readonly<Record<MetadataType, readonly string[]>> = {
  categoryOptionCombos: ['categoryCombo'],
  options: ['optionSet'],
  sections: ['dataSet'],
  dataSetNotificationTemplates: ['dataSets'],
  programStages: ['program'],
  programStageSections: ['programStage'],
  programSections: ['program'],
  programRules: ['program'],
  programRuleActions: ['programRule'],
  programRuleVariables: ['program'],
  programIndicators: ['program'],
  trackedEntityInstanceFilters: ['program'],
  eventFilters: ['program'],
  programStageWorkingLists: ['program'],
};

/** Where a relationship type says what it joins: it comes when all of that does. */
const constraintKeys = ['trackedEntityType', 'program', 'programStage'] as const;

/** The objects that a relationship type joins. */
export function joinedBy(relationshipType: MetadataObject): Uid[] {
  return ['fromConstraint', 'toConstraint'].flatMap((side) => {
    const constraint = relationshipType[side];
    if (typeof constraint !== 'object' || constraint === null) return [];
    return constraintKeys.flatMap((key) => uidsUnder(constraint, key));
  });
}

/** UIDs under a property, whether it holds one, a reference or a list of either. */
export function uidsUnder(object: object, property: string): Uid[] {
  const value: unknown = Reflect.get(object, property);
  return (Array.isArray(value) ? value : [value]).flatMap((item: unknown) => {
    const uid: unknown = typeof item === 'object' && item !== null ? Reflect.get(item, 'id') : item;
    return isUid(uid) ? [uid] : [];
  });
}

/** A mention, by the types that it joins. */
export interface Step {
  readonly from: MetadataType;
  /** Whether the naming object itself was chosen, and not brought along. */
  readonly isChosen: boolean;
  readonly property: string;
  readonly to: MetadataType;
}

/**
 * Whether a mention brings along what it names. Almost every one does. People do not: users, groups and roles travel when
 * they are chosen, or on request those that sharing names; and what merely lists org units, programs or data sets beside
 * itself does not bring them all.
 */
export function isFollowed({ from, isChosen, property, to }: Step, withRecipients: boolean): boolean {
  if (property === 'sharing') return withRecipients;
  if (to === 'userRoles') return from === 'users';
  if (to === 'users') return from === 'userGroups' && property === 'users' && isChosen;
  if (to === 'userGroups') return false;
  if (from === 'users' || from === 'userGroups') return isChosen;
  if (to === 'organisationUnits') return isChosen || !listsOrgUnits.has(from);
  return !besides.has(`${from}.${property}`);
}

/** Brought along, these only say for which org units they are meant. */
const listsOrgUnits: ReadonlySet<MetadataType> = new Set(['categoryOptions', 'organisationUnitGroups']);

/** Properties that name another thing of the same rank. */
const besides: ReadonlySet<string> = new Set(['programs.relatedProgram', 'dataSetNotificationTemplates.dataSets']);
