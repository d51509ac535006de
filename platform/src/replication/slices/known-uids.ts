import type { InstanceReader } from '../../model/instance.ts';
import type { MetadataType } from '../../model/metadata-object.ts';
import type { Uid } from '../../model/uid.ts';

/** The UIDs of all objects of a type on an instance; empty for a type that it does not know. */
export async function readUids(
  reader: InstanceReader,
  type: MetadataType,
  signal: AbortSignal,
): Promise<ReadonlySet<Uid>> {
  const uids = new Set<Uid>();
  for await (const object of reader.readMetadata(type, { signal, fields: 'id' })) uids.add(object.id);
  return uids;
}
