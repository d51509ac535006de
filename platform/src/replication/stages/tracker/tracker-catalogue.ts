import { z } from 'zod';
import type { InstanceReader, ListedTrackerType } from '../../../model/instance.ts';
import type { MetadataType } from '../../../model/metadata-object.ts';
import type { Uid } from '../../../model/uid.ts';
import { type OrgUnitHierarchy, readableOrgUnits, readOrgUnitHierarchy } from '../../slices/org-unit-hierarchy.ts';

/** An attribute or data element as a type, program or stage uses it. */
export interface UsedElement {
  readonly uid: Uid;
  /** Whether the target refuses an object without it, and refuses to have it removed (E1076). */
  readonly mandatory: boolean;
}

export interface TrackedEntityTypeFacts {
  readonly uid: Uid;
  readonly name: string;
  readonly attributes: readonly UsedElement[];
}

export interface ProgramStageFacts {
  readonly dataElements: readonly UsedElement[];
  /** Without it the importer ignores `assignedUser`. */
  readonly assignsUsers: boolean;
}

export interface ProgramFacts {
  readonly uid: Uid;
  readonly name: string;
  /** A tracker program, with enrollments; an event program otherwise. */
  readonly withRegistration: boolean;
  readonly trackedEntityType?: Uid | undefined;
  /** The program's attributes that its tracked entity type does not have: the type's own travel with the entity. */
  readonly ownAttributes: readonly UsedElement[];
  readonly stages: ReadonlyMap<Uid, ProgramStageFacts>;
}

/** The objects that one side of a relationship type allows. */
export interface RelationshipEnd {
  readonly listing: ListedTrackerType;
  /** The tracked entity type or program that lists them; absent where the type allows any. */
  readonly within?: Uid | undefined;
}

export interface RelationshipTypeFacts {
  readonly uid: Uid;
  readonly name: string;
  readonly from: RelationshipEnd;
  readonly to: RelationshipEnd;
}

/** The metadata that decides how the tracker data of an instance is read. */
export interface TrackerCatalogue {
  readonly hierarchy: OrgUnitHierarchy;
  /** The org units whose subtrees hold all tracker data that the account can read. */
  readonly roots: readonly Uid[];
  /** Roots of the instance whose tracker data is out of the account's reach, in whole or in part. */
  readonly unreachableRoots: readonly Uid[];
  readonly trackedEntityTypes: readonly TrackedEntityTypeFacts[];
  readonly programs: readonly ProgramFacts[];
  readonly relationshipTypes: readonly RelationshipTypeFacts[];
}

const reference = z.looseObject({ id: z.string() });
const optionalReference = reference.nullish();

const trackedEntityTypeSchema = z.looseObject({
  id: z.string(),
  name: z.string().optional(),
  trackedEntityTypeAttributes: z
    .array(z.looseObject({ mandatory: z.boolean().optional(), trackedEntityAttribute: optionalReference }))
    .nullish(),
});

const programSchema = z.looseObject({
  id: z.string(),
  name: z.string().optional(),
  programType: z.string().optional(),
  trackedEntityType: optionalReference,
  programTrackedEntityAttributes: z
    .array(z.looseObject({ mandatory: z.boolean().optional(), trackedEntityAttribute: optionalReference }))
    .nullish(),
});

const programStageSchema = z.looseObject({
  id: z.string(),
  program: optionalReference,
  enableUserAssignment: z.boolean().optional(),
  programStageDataElements: z
    .array(z.looseObject({ compulsory: z.boolean().optional(), dataElement: optionalReference }))
    .nullish(),
});

const constraintSchema = z.looseObject({
  relationshipEntity: z.string().optional(),
  trackedEntityType: optionalReference,
  program: optionalReference,
  programStage: optionalReference,
});
const relationshipTypeSchema = z.looseObject({
  id: z.string(),
  name: z.string().optional(),
  fromConstraint: constraintSchema.nullish(),
  toConstraint: constraintSchema.nullish(),
});

const constraintFields = 'relationshipEntity,trackedEntityType[id],program[id],programStage[id]';

/** Reads the source's tracked entity types, programs, stages and relationship types; everything is sorted by UID. */
export async function readTrackerCatalogue(
  reader: InstanceReader,
  signal: AbortSignal,
  tree: Promise<OrgUnitHierarchy> = readOrgUnitHierarchy(reader, signal),
): Promise<TrackerCatalogue> {
  const read = <T>(type: MetadataType, fields: string, schema: z.ZodType<T>) =>
    readParsed(reader, type, fields, schema, signal);
  const { account } = reader.facts;
  const reach = [...account.organisationUnits, ...account.searchOrganisationUnits];
  const [hierarchy, types, stages, programs, relationshipTypes] = await Promise.all([
    tree,
    read(
      'trackedEntityTypes',
      'id,name,trackedEntityTypeAttributes[mandatory,trackedEntityAttribute[id]]',
      trackedEntityTypeSchema,
    ),
    read(
      'programStages',
      'id,program[id],enableUserAssignment,programStageDataElements[compulsory,dataElement[id]]',
      programStageSchema,
    ),
    read(
      'programs',
      'id,name,programType,trackedEntityType[id],programTrackedEntityAttributes[mandatory,trackedEntityAttribute[id]]',
      programSchema,
    ),
    read(
      'relationshipTypes',
      `id,name,fromConstraint[${constraintFields}],toConstraint[${constraintFields}]`,
      relationshipTypeSchema,
    ),
  ]);
  const orgUnits = readableOrgUnits(hierarchy, reach);
  const typeFacts = types.map(toTypeFacts);
  return {
    hierarchy,
    roots: orgUnits.from,
    unreachableRoots: orgUnits.unreachableRoots,
    trackedEntityTypes: typeFacts,
    programs: programs.map((program) => toProgramFacts(program, stages, typeFacts)),
    relationshipTypes: relationshipTypes.flatMap((type) => toRelationshipTypeFacts(type, stages)),
  };
}

async function readParsed<T>(
  reader: InstanceReader,
  type: MetadataType,
  fields: string,
  schema: z.ZodType<T>,
  signal: AbortSignal,
): Promise<T[]> {
  const found: { id: Uid; parsed: T }[] = [];
  for await (const object of reader.readMetadata(type, { signal, fields })) {
    found.push({ id: object.id, parsed: schema.parse(object) });
  }
  return found.sort((left, right) => (left.id < right.id ? -1 : 1)).map(({ parsed }) => parsed);
}

function toTypeFacts(type: z.infer<typeof trackedEntityTypeSchema>): TrackedEntityTypeFacts {
  const attributes = (type.trackedEntityTypeAttributes ?? []).flatMap(usedAttribute);
  return { uid: type.id, name: type.name ?? type.id, attributes };
}

function toProgramFacts(
  program: z.infer<typeof programSchema>,
  stages: readonly z.infer<typeof programStageSchema>[],
  types: readonly TrackedEntityTypeFacts[],
): ProgramFacts {
  const typeUid = program.trackedEntityType?.id;
  const ofType = new Set(types.find(({ uid }) => uid === typeUid)?.attributes.map(({ uid }) => uid));
  return {
    uid: program.id,
    name: program.name ?? program.id,
    withRegistration: program.programType !== 'WITHOUT_REGISTRATION',
    trackedEntityType: typeUid,
    ownAttributes: (program.programTrackedEntityAttributes ?? [])
      .flatMap(usedAttribute)
      .filter(({ uid }) => !ofType.has(uid)),
    stages: new Map(
      stages.filter((stage) => stage.program?.id === program.id).map((stage) => [stage.id, toStageFacts(stage)]),
    ),
  };
}

function toStageFacts(stage: z.infer<typeof programStageSchema>): ProgramStageFacts {
  const dataElements = (stage.programStageDataElements ?? []).flatMap(({ dataElement, compulsory }) =>
    dataElement ? [{ uid: dataElement.id, mandatory: compulsory === true }] : [],
  );
  return { dataElements, assignsUsers: stage.enableUserAssignment === true };
}

function usedAttribute(used: {
  readonly mandatory?: boolean | undefined;
  readonly trackedEntityAttribute?: { readonly id: Uid } | null | undefined;
}): UsedElement[] {
  const attribute = used.trackedEntityAttribute;
  return attribute ? [{ uid: attribute.id, mandatory: used.mandatory === true }] : [];
}

const listingOfEntity: Readonly<Record<string, ListedTrackerType>> = {
  TRACKED_ENTITY_INSTANCE: 'trackedEntities',
  PROGRAM_INSTANCE: 'enrollments',
  PROGRAM_STAGE_INSTANCE: 'events',
};

function toRelationshipTypeFacts(
  type: z.infer<typeof relationshipTypeSchema>,
  stages: readonly z.infer<typeof programStageSchema>[],
): RelationshipTypeFacts[] {
  const from = endOf(type.fromConstraint, stages);
  const to = endOf(type.toConstraint, stages);
  return from && to ? [{ uid: type.id, name: type.name ?? type.id, from, to }] : [];
}

function endOf(
  constraint: z.infer<typeof constraintSchema> | null | undefined,
  stages: readonly z.infer<typeof programStageSchema>[],
): RelationshipEnd | undefined {
  const listing = listingOfEntity[constraint?.relationshipEntity ?? ''];
  if (!constraint || listing === undefined) return undefined;
  if (listing === 'trackedEntities') return { listing, within: constraint.trackedEntityType?.id };
  const stage = stages.find(({ id }) => id === constraint.programStage?.id);
  return { listing, within: (constraint.program ?? stage?.program)?.id };
}
