import { idOf, idsOf, isJson, type Json, jsonObjects } from '../../json.ts';
import { type Bundle, type BundleObject, errorReport } from '../bundle.ts';
import type { ErrorReport } from '../import-report.ts';
import { checkDocument } from './documents.ts';
import { checkWholeSet } from './option-combo-sets.ts';
import { checkRelationshipType } from './relationship-types.ts';

type Check = (bundle: Bundle, object: BundleObject) => ErrorReport[];

/** Checks that DHIS2's object bundle hooks make for one type (API.md §4.6). */
const CHECKS: Readonly<Record<string, readonly Check[]>> = {
  category: [checkCategoryOptions],
  categoryCombo: [checkCombinations],
  categoryOptionCombo: [checkWholeSet],
  document: [checkDocument],
  optionSet: [checkOptionSet],
  organisationUnit: [checkClosedDate],
  programStage: [checkStageProgram],
  relationshipType: [checkRelationshipType],
  user: [checkUserRoles, checkUsername],
};

/** E4013 … E4314: what only one type asks for. */
export function checkType(bundle: Bundle, object: BundleObject): ErrorReport[] {
  return (CHECKS[object.schema.singular] ?? []).flatMap((check) => check(bundle, object));
}

const MAX_CATEGORIES = 5;
const MAX_OPTIONS = 50;
const MAX_COMBINATIONS = 500;

/** Limits that came with 2.42 (API.md §4.6, E1126 to E1128). */
function checkCategoryOptions({ instance }: Bundle, object: BundleObject): ErrorReport[] {
  const size = idsOf(object.payload.categoryOptions).length;
  if (instance.minor < 42 || size <= MAX_OPTIONS) return [];
  const message = `Category \`${object.uid}\` cannot have more than ${MAX_OPTIONS} options, but has ${size}`;
  return [errorReport(object, 'E1127', message, { properties: [object.uid, MAX_OPTIONS, size] })];
}

function checkCombinations(bundle: Bundle, object: BundleObject): ErrorReport[] {
  if (bundle.instance.minor < 42) return [];
  const categories = idsOf(object.payload.categories);
  if (categories.length > MAX_CATEGORIES) {
    const message = `Category combo \`${object.uid}\` cannot combine more than ${MAX_CATEGORIES} categories, but has ${categories.length}`;
    return [errorReport(object, 'E1126', message, { properties: [object.uid, MAX_CATEGORIES, categories.length] })];
  }
  const combinations = categories.reduce((all, uid) => all * Math.max(optionCount(bundle, uid), 1), 1);
  if (combinations <= MAX_COMBINATIONS) return [];
  const message = `Category combo \`${object.uid}\` cannot have more than ${MAX_COMBINATIONS} combinations, but requires ${combinations}`;
  return [errorReport(object, 'E1128', message, { properties: [object.uid, MAX_COMBINATIONS, combinations] })];
}

function optionCount({ instance, index, types }: Bundle, uid: string): number {
  const schema = index.byPlural.get('categories');
  const incoming = schema && types.get(schema)?.find((object) => object.uid === uid)?.payload;
  const category = incoming ?? instance.metadata.find('categories', uid);
  return idsOf(category?.categoryOptions).length;
}

/** E4028: names and codes of options are unique within their set. */
function checkOptionSet({ index, types, instance }: Bundle, object: BundleObject): ErrorReport[] {
  const schema = index.byPlural.get('options');
  const incoming = new Map((schema && types.get(schema))?.map((option) => [option.uid, option.payload]));
  const seen = { name: new Set<unknown>(), code: new Set<unknown>() };
  for (const uid of idsOf(object.payload.options)) {
    const option: Json | undefined = incoming.get(uid) ?? instance.metadata.find('options', uid);
    for (const key of ['name', 'code'] as const) {
      const value = option?.[key];
      if (value === undefined) continue;
      if (seen[key].has(value)) {
        const properties = [object.uid, value];
        const message = `Option set \`${object.uid}\` already contains option \`${value}\``;
        return [errorReport(object, 'E4028', message, { properties })];
      }
      seen[key].add(value);
    }
  }
  return [];
}

function checkClosedDate(_bundle: Bundle, object: BundleObject): ErrorReport[] {
  const { openingDate, closedDate } = object.payload;
  if (typeof openingDate !== 'string' || typeof closedDate !== 'string' || closedDate >= openingDate) return [];
  const message = `Closing date \`${closedDate}\` must be after opening date \`${openingDate}\` for object of type \`OrganisationUnit\``;
  return [errorReport(object, 'E4013', message, { properties: [closedDate, openingDate] })];
}

/** E4053: a stage names its program itself; the program's list of stages is not enough. */
function checkStageProgram(_bundle: Bundle, object: BundleObject): ErrorReport[] {
  if (idOf(object.payload.program) !== undefined) return [];
  const message = `Program stage \`${object.uid}\` must reference a program.`;
  return [errorReport(object, 'E4053', message, { properties: [object.uid] })];
}

/** E4055; releases up to 2.41 also read the roles from `userCredentials`. */
function checkUserRoles({ instance }: Bundle, object: BundleObject): ErrorReport[] {
  const { userRoles, userCredentials } = object.payload;
  const older = instance.minor <= 41 && isJson(userCredentials) ? userCredentials.userRoles : undefined;
  if (jsonObjects(userRoles ?? older).length > 0) return [];
  const message = `User requires at least one user role associated: \`${object.uid}\``;
  return [errorReport(object, 'E4055', message, { properties: [object.uid] })];
}

const USERNAME = /^(?=.{4,255}$)(?![_.@])(?!.*[_.@]{2})[a-zA-Z0-9._@-]+(?<![_.@])$/;

/** E4049, asked for new users by the strategy CREATE only. */
function checkUsername({ params }: Bundle, object: BundleObject): ErrorReport[] {
  const { username } = object.payload;
  if (params.importStrategy !== 'CREATE' || (typeof username === 'string' && USERNAME.test(username))) return [];
  return [
    errorReport(object, 'E4049', `Property \`username\` requires a valid username, was given \`${username}\`.`, {
      errorProperty: 'username',
      properties: ['username', username],
    }),
  ];
}
