import { z } from 'zod';
import type { Schema, SchemaProperty, SchemaRegistry } from '../model/schema.ts';

/** Only these are asked for: the full reply of a 2.40 has 3 MB, mostly what is never looked at. */
const propertyFields =
  'name,collectionName,klass,propertyType,itemKlass,itemPropertyType,collection,ordered,owner,persisted,readable,writable,' +
  'required,unique,embeddedObject,identifiableObject,length,constants';

/** The `fields` of `GET /api/schemas`. */
export const schemaFields =
  'klass,singular,plural,metadata,secondaryMetadata,identifiableObject,embeddedObject,persisted,shareable,dataShareable,' +
  `relativeApiEndpoint,order,properties[${propertyFields}]`;

const flag = z.boolean().default(false);

const propertySchema = z.looseObject({
  name: z.string().optional(),
  collectionName: z.string().optional(),
  klass: z.string().default(''),
  propertyType: z.string().default('TEXT'),
  itemKlass: z.string().optional(),
  itemPropertyType: z.string().optional(),
  collection: flag,
  ordered: flag,
  owner: flag,
  persisted: flag,
  readable: flag,
  writable: flag,
  required: flag,
  unique: flag,
  embeddedObject: flag,
  identifiableObject: flag,
  length: z.number().optional(),
  constants: z.array(z.string()).optional(),
});

const schemaSchema = z.looseObject({
  klass: z.string(),
  singular: z.string(),
  plural: z.string(),
  metadata: flag,
  secondaryMetadata: flag,
  identifiableObject: flag,
  embeddedObject: flag,
  persisted: flag,
  shareable: flag,
  dataShareable: flag,
  relativeApiEndpoint: z.string().optional(),
  order: z.number().default(2147483647),
  properties: z.array(propertySchema).default([]),
});

/** The reply of `GET /api/schemas` (API.md §2). What a newer release adds is let through and left alone. */
export const schemasReply = z.looseObject({ schemas: z.array(schemaSchema).nonempty() });

/** The types of an instance, found by plural name and by Java class. */
export function toSchemaRegistry(reply: z.infer<typeof schemasReply>): SchemaRegistry {
  const schemas = reply.schemas.map(toSchema);
  return {
    byPlural: new Map(schemas.map((schema) => [schema.plural, schema])),
    byKlass: new Map(schemas.map((schema) => [schema.klass, schema])),
  };
}

function toSchema(raw: z.infer<typeof schemaSchema>): Schema {
  return {
    klass: raw.klass,
    singular: raw.singular,
    plural: raw.plural,
    metadata: raw.metadata,
    secondaryMetadata: raw.secondaryMetadata,
    identifiable: raw.identifiableObject,
    embedded: raw.embeddedObject,
    persisted: raw.persisted,
    shareable: raw.shareable,
    dataShareable: raw.dataShareable,
    endpoint: raw.relativeApiEndpoint,
    order: raw.order,
    properties: raw.properties.flatMap(toProperty),
  };
}

function toProperty(raw: z.infer<typeof propertySchema>): SchemaProperty[] {
  const key = raw.collection ? (raw.collectionName ?? raw.name) : raw.name;
  if (key === undefined) return [];
  return [
    {
      key,
      klass: raw.klass,
      propertyType: raw.propertyType,
      itemKlass: raw.itemKlass,
      itemPropertyType: raw.itemPropertyType,
      collection: raw.collection,
      ordered: raw.ordered,
      owner: raw.owner,
      persisted: raw.persisted,
      readable: raw.readable,
      writable: raw.writable,
      required: raw.required,
      unique: raw.unique,
      embedded: raw.embeddedObject,
      identifiable: raw.identifiableObject,
      length: raw.length,
      constants: raw.constants,
    },
  ];
}
