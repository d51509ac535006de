import { isFileType } from '../../../model/file-resource.ts';
import type { InstanceReader } from '../../../model/instance.ts';
import type { TrackerObject } from '../../../model/tracker-objects.ts';
import { isUid, type Uid } from '../../../model/uid.ts';
import type { WantedFile } from '../../files/wanted-file.ts';
import { valuesOf } from './import-form.ts';
import { recordsOf, textOf, uidOf } from './object-access.ts';
import type { TrackerSlice } from './tracker-slice.ts';

type FileType = 'FILE_RESOURCE' | 'IMAGE';

/** Attributes and data elements of the source whose values are UIDs of files. */
export interface FileElements {
  readonly attributes: ReadonlyMap<Uid, FileType>;
  readonly dataElements: ReadonlyMap<Uid, FileType>;
}

export async function readFileElements(reader: InstanceReader, signal: AbortSignal): Promise<FileElements> {
  const read = async (type: string) => {
    const found = new Map<Uid, FileType>();
    for await (const { id, valueType } of reader.readMetadata(type, { signal, fields: 'id,valueType' })) {
      if (isFileType(valueType)) found.set(id, valueType);
    }
    return found;
  };
  const [attributes, dataElements] = await Promise.all([read('trackedEntityAttributes'), read('dataElements')]);
  return { attributes, dataElements };
}

/** Whether any object of a slice may have a file. */
export function mayHoldFiles({ type, program, trackedEntityType }: TrackerSlice, elements: FileElements): boolean {
  if (type === 'events') {
    const stages = [...(program?.stages.values() ?? [])];
    return stages.some(({ dataElements }) => dataElements.some(({ uid }) => elements.dataElements.has(uid)));
  }
  const attributes =
    trackedEntityType?.attributes ?? (type === 'enrollments' ? program?.ownAttributes : undefined) ?? [];
  return attributes.some(({ uid }) => elements.attributes.has(uid));
}

/** The files that an object of the source names; of a tracked entity and an enrollment those of the attributes that are its own. */
export function filesOf(object: TrackerObject, slice: TrackerSlice, elements: FileElements): WantedFile[] {
  const place = valuesOf(slice.type);
  if (place === undefined || !mayHoldFiles(slice, elements)) return [];
  const own = new Set(
    (slice.trackedEntityType?.attributes ?? slice.program?.ownAttributes ?? []).map(({ uid }) => uid),
  );
  return recordsOf(object, place.list).flatMap((item) => {
    const element = textOf(item, place.key) ?? '';
    const uid = textOf(item, 'value');
    const type = elements[place.list === 'attributes' ? 'attributes' : 'dataElements'].get(element);
    if (type === undefined || !isUid(uid) || (place.list === 'attributes' && !own.has(element))) return [];
    return [fileOfValue(object, slice, { uid, element, type })];
  });
}

function fileOfValue(
  object: TrackerObject,
  slice: TrackerSlice,
  { uid, element, type }: { readonly uid: Uid; readonly element: Uid; readonly type: FileType },
): WantedFile {
  const heldBy = `${slice.type} ${uidOf(slice.type, object)}`;
  const base = { uid, domain: 'DATA_VALUE', heldBy } as const;
  if (slice.type === 'events') {
    return { ...base, holder: { kind: 'event', event: uidOf('events', object), dataElement: element } };
  }
  const trackedEntity = textOf(object, 'trackedEntity') ?? '';
  const program = slice.type === 'enrollments' ? slice.program?.uid : undefined;
  return { ...base, holder: { kind: 'trackedEntity', trackedEntity, attribute: element, valueType: type, program } };
}

/** An object, in either form, without the values that name one of these files. */
export function withoutFiles(object: TrackerObject, slice: TrackerSlice, files: Pick<Set<Uid>, 'has'>): TrackerObject {
  const place = valuesOf(slice.type);
  if (place === undefined) return object;
  const values = recordsOf(object, place.list);
  const kept = values.filter((item) => !files.has(textOf(item, 'value') ?? ''));
  return kept.length === values.length ? object : { ...object, [place.list]: kept };
}
