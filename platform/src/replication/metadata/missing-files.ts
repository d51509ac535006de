import type { MetadataObject } from '../../model/metadata-object.ts';
import type { Uid } from '../../model/uid.ts';
import { fileReferenceOf } from '../files/file-references.ts';
import { fileClass } from '../files/wanted-file.ts';
import type { RunContext } from '../run-context.ts';
import type { Refusal, Sendable } from './send-batch.ts';

/** Objects whose file did not arrive. */
export interface FilesMissed {
  /** Pictures that are left out of their object: the target refuses it with them (E5002). By the object's UID. */
  readonly withoutPicture: ReadonlyMap<Uid, MetadataObject>;
  /** A document is nothing without its file. */
  readonly refused: ReadonlyMap<Uid, Refusal>;
}

/** Says, by what the ledger holds, which of the objects refer to a file that the target does not have. */
export async function findMissedFiles({ ledger }: RunContext, sendables: Iterable<Sendable>): Promise<FilesMissed> {
  const holders: { readonly file: Uid; readonly sendable: Sendable; readonly property: string }[] = [];
  for (const sendable of sendables) {
    const reference = fileReferenceOf(sendable.type);
    const file = reference?.fileOf(sendable.object);
    if (reference && file !== undefined) holders.push({ file, sendable, property: reference.property });
  }
  const withoutPicture = new Map<Uid, MetadataObject>();
  const refused = new Map<Uid, Refusal>();
  if (holders.length === 0) return { withoutPicture, refused };
  const told = await ledger.findingsFor(
    fileClass,
    holders.map(({ file }) => file),
  );
  const missing = new Map(told.map((finding) => [finding.key, finding]));
  for (const { file, sendable, property } of holders) {
    const finding = missing.get(file);
    if (finding === undefined) continue;
    if (sendable.type === 'documents') {
      const message = `${fileClass} ${file} did not arrive, on which this depends. ${finding.code}: ${finding.message}`;
      refused.set(sendable.uid, { code: 'DEPENDS_ON_REFUSED', message });
    } else withoutPicture.set(sendable.uid, without(sendable.object, property));
  }
  return { withoutPicture, refused };
}

function without(object: MetadataObject, property: string): MetadataObject {
  return { ...Object.fromEntries(Object.entries(object).filter(([key]) => key !== property)), id: object.id };
}
