import { z } from 'zod';
import type { Schema, SchemaRegistry } from '../../model/schema.ts';
import type { BlobStorage } from '../storage/blob-storage.ts';
import { canonicalLine } from './canonical-line.ts';
import { readSlice, type Slice, writeSlice } from './slice-file.ts';

const propertySchema = z.object({
  key: z.string(),
  klass: z.string(),
  propertyType: z.string(),
  itemKlass: z.string().optional(),
  itemPropertyType: z.string().optional(),
  collection: z.boolean(),
  ordered: z.boolean(),
  owner: z.boolean(),
  persisted: z.boolean(),
  readable: z.boolean(),
  writable: z.boolean(),
  required: z.boolean(),
  unique: z.boolean(),
  embedded: z.boolean(),
  identifiable: z.boolean(),
  length: z.number().optional(),
  constants: z.array(z.string()).optional(),
});

const schemaSchema = z.object({
  klass: z.string(),
  singular: z.string(),
  plural: z.string(),
  metadata: z.boolean(),
  secondaryMetadata: z.boolean(),
  identifiable: z.boolean(),
  embedded: z.boolean(),
  persisted: z.boolean(),
  shareable: z.boolean(),
  dataShareable: z.boolean(),
  endpoint: z.string().optional(),
  order: z.number(),
  properties: z.array(propertySchema),
}) satisfies z.ZodType<Schema>;

/** Stores the types of an instance, unless a slice of these has the same already. */
export async function writeSchemas(
  storage: BlobStorage,
  { byPlural }: SchemaRegistry,
  known: readonly Slice[],
): Promise<Slice[]> {
  const lines = [...byPlural.values()]
    .map((schema) => ({ key: schema.plural, line: canonicalLine(schema) }))
    .sort((left, right) => (left.key < right.key ? -1 : 1));
  return [await writeSlice(storage, 'schemas', lines, (sha256) => known.find((slice) => slice.sha256 === sha256))];
}

export async function readSchemas(storage: BlobStorage, slices: readonly Slice[]): Promise<SchemaRegistry> {
  const schemas: Schema[] = [];
  for (const slice of slices) {
    for (const line of await readSlice(storage, slice)) schemas.push(schemaSchema.parse(JSON.parse(line)));
  }
  return registryOf(schemas);
}

/** What an archive asks of objects: nothing. It holds two of one name, and none of a name, as it is given them. */
export function withoutDemands({ byPlural }: SchemaRegistry): SchemaRegistry {
  const undemanding = (schema: Schema): Schema => ({
    ...schema,
    properties: schema.properties.map((property) => ({ ...property, unique: false, required: false })),
  });
  return registryOf([...byPlural.values()].map(undemanding));
}

function registryOf(schemas: readonly Schema[]): SchemaRegistry {
  return {
    byPlural: new Map(schemas.map((schema) => [schema.plural, schema])),
    byKlass: new Map(schemas.map((schema) => [schema.klass, schema])),
  };
}
