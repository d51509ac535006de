import type { MetadataType } from '../../../model/metadata-object.ts';
import type { Uid } from '../../../model/uid.ts';
import { type FileReference, fileReferences } from '../../files/file-references.ts';
import { fileClass, type WantedFile } from '../../files/wanted-file.ts';
import { protectionOf } from '../../metadata/plan-decisions.ts';
import type { RunContext } from '../../run-context.ts';

/** An object of the source and the file that it refers to. */
export interface ReferredFile extends WantedFile {
  readonly holdingType: MetadataType;
  readonly holdingUid: Uid;
  readonly lastUpdated: string;
}

/** The files of the source's objects of one type that are on the way, in the order of the objects. */
export async function* readReferredFiles(
  context: RunContext,
  { type, domain, fields, fileOf }: FileReference,
): AsyncGenerator<ReferredFile> {
  const { source, target, scope, signal } = context;
  const account = target.facts.account;
  const wholeFields = `${fields},lastUpdated`;
  for await (const object of source.readMetadata(type, { signal, fields: wholeFields })) {
    const uid = fileOf(object);
    if (uid === undefined || context.isRefused(type, object.id) || !scope.isSelected(type, object.id)) continue;
    if (protectionOf(type, object, account) !== undefined) continue;
    const holdingUid = object.id;
    const lastUpdated = String(object.lastUpdated ?? '');
    const heldBy = `${type} ${holdingUid}`;
    yield { uid, domain, holder: { kind: 'object' }, heldBy, holdingType: type, holdingUid, lastUpdated };
  }
}

/** The types of a run that refer to files. */
export function wantedReferences({ source, target, options }: RunContext): readonly FileReference[] {
  const isKnown = (type: MetadataType) =>
    source.facts.schemas.byPlural.has(type) && target.facts.schemas.byPlural.has(type);
  const isWanted = (type: MetadataType) =>
    options.only === undefined || options.only.includes(type) || options.only.includes(fileClass);
  return fileReferences.filter(({ type }) => isKnown(type) && isWanted(type));
}
