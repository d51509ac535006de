import { digestOf } from '../../model/digest.ts';
import type { InstanceReader } from '../../model/instance.ts';
import type { MetadataObject, MetadataType } from '../../model/metadata-object.ts';
import type { Uid } from '../../model/uid.ts';
import type { Database } from '../../store/database.ts';
import { saveSourceRows, saveTargetRows } from '../../store/planned-object.ts';
import { uniqueKeysOf } from '../identity/unique-keys.ts';
import { makeCanonicalise } from './canonical-object.ts';

const rowsPerSave = 200;

export interface SideReading {
  readonly database: Database;
  readonly runId: number;
  readonly source: InstanceReader;
  readonly target: InstanceReader;
  readonly signal: AbortSignal;
}

/** Reads the objects of one type from the source, all or those that changed since, and keeps them; says how many there are. */
export async function keepSource(reading: SideReading, type: MetadataType, changedSince?: string): Promise<number> {
  const schema = reading.target.facts.schemas.byPlural.get(type);
  return inBatches(reading.source.readMetadata(type, { signal: reading.signal, changedSince }), (objects) =>
    saveSourceRows(
      reading.database,
      reading.runId,
      type,
      objects.map((object) => ({
        object,
        name: nameOf(object),
        uniqueKeys: schema ? uniqueKeysOf(object, schema) : [],
      })),
    ),
  );
}

/** Reads the objects of one type from the target, all or those named, and keeps what the comparison needs of them: `compared` says what of each. */
export async function keepTarget(
  reading: SideReading,
  type: MetadataType,
  compared: (object: MetadataObject) => MetadataObject = (object) => object,
  uids?: readonly Uid[],
): Promise<number> {
  const schemas = reading.target.facts.schemas;
  const schema = schemas.byPlural.get(type);
  const canonicalise = makeCanonicalise(type, schemas, reading.source.facts.schemas);
  return inBatches(reading.target.readMetadata(type, { signal: reading.signal, uids }), (objects) =>
    saveTargetRows(
      reading.database,
      reading.runId,
      type,
      objects.map((object) => ({
        uid: object.id,
        name: nameOf(object),
        uniqueKeys: schema ? uniqueKeysOf(object, schema) : [],
        digest: digestOf(canonicalise(compared(object))),
      })),
    ),
  );
}

/** What people call an object: its name, or what comes nearest. */
export function nameOf(object: MetadataObject): string | undefined {
  for (const key of ['name', 'displayName', 'username', 'code']) {
    const value = object[key];
    if (typeof value === 'string' && value !== '') return value;
  }
  return undefined;
}

async function inBatches<T>(items: AsyncIterable<T>, save: (batch: readonly T[]) => Promise<void>): Promise<number> {
  let batch: T[] = [];
  let total = 0;
  for await (const item of items) {
    batch.push(item);
    total += 1;
    if (batch.length < rowsPerSave) continue;
    await save(batch);
    batch = [];
  }
  if (batch.length > 0) await save(batch);
  return total;
}
