import { strict as assert } from 'node:assert';
import type { ImportReport } from '../../model/import-report.ts';
import type { MetadataImportOptions, ReadMetadataOptions } from '../../model/instance.ts';
import type { MetadataObject, MetadataPayload, MetadataType } from '../../model/metadata-object.ts';
import { canonicalLine } from '../format/canonical-line.ts';
import { asciiKey, type TableName } from '../format/table-name.ts';
import type { Change } from '../journal.ts';
import { idOf } from '../org-unit-paths.ts';
import { onlyKey, scanTable } from '../scan.ts';
import { type ArchiveContent, metadataKey, metadataTable } from './archive-content.ts';

/**
 * Objects of a type, by id. Whole ones, whatever `fields` says: an archive has nothing to save by leaving properties out.
 * `path` and `level` of org units, which no import carries, are worked out where they are asked for.
 */
export async function* readMetadata(
  { files, places }: ArchiveContent,
  type: MetadataType,
  { signal, uids, fields }: ReadMetadataOptions,
): AsyncGenerator<MetadataObject> {
  const ranges = uids === undefined ? undefined : [...new Set(uids)].map(asciiKey).sort().map(onlyKey);
  const wantsPlace = type === 'organisationUnits' && /\b(path|level)\b/.test(fields ?? '');
  const paths = wantsPlace ? await places.paths(signal) : undefined;
  for await (const { value } of scanTable(files, metadataTable(type), { keyOf: metadataKey, ranges, signal })) {
    assert(isMetadataObject(value), `a line of ${type} without an id`);
    const path = paths?.get(value.id);
    yield path === undefined ? value : { ...value, path, level: path.split('/').length - 1 };
  }
}

function isMetadataObject(value: unknown): value is MetadataObject {
  return idOf(value) !== '';
}

/** Takes every object as it is. */
export async function importMetadata(
  { files, places, metadataUids }: ArchiveContent,
  payload: MetadataPayload,
  { importStrategy, validateOnly }: MetadataImportOptions,
): Promise<ImportReport> {
  const total = Object.values(payload).reduce((sum, objects) => sum + objects.length, 0);
  if (validateOnly !== true && total > 0) {
    const journal = await files.openForWriting();
    journal.write(changesOf(payload, importStrategy === 'DELETE'));
    for (const type of Object.keys(payload)) metadataUids.forget(type);
    if ('organisationUnits' in payload) places.forget();
  }
  const deleted = importStrategy === 'DELETE' ? total : 0;
  const stats = { created: total - deleted, updated: 0, deleted, ignored: 0, total };
  return { status: 'OK', stats, errors: [], warnings: [], detailed: true, httpStatus: 200 };
}

function* changesOf(payload: MetadataPayload, isDeletion: boolean): Generator<readonly [TableName, Change]> {
  for (const [type, objects] of Object.entries(payload)) {
    const table = metadataTable(type);
    for (const object of objects) {
      yield [table, { key: metadataKey(object), line: isDeletion ? undefined : canonicalLine(object) }];
    }
  }
}
