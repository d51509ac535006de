import type { ImportError, ImportReport } from '../../../model/import-report.ts';
import type { TrackerObject, TrackerType } from '../../../model/tracker-objects.ts';
import type { Uid } from '../../../model/uid.ts';
import { maskMessage } from './mask-message.ts';
import { uidOf } from './object-access.ts';

/** Why the target did not take one object, in its own words and without values. */
export interface Refusal {
  readonly uid: Uid;
  readonly code: string;
  /** All codes, of which `code` is the first. */
  readonly codes: readonly string[];
  readonly message: string;
}

/** The refused objects of one request by UID, and whether the report left some in the dark. */
export interface ReadReport {
  readonly refusals: readonly Refusal[];
  /** The report names fewer refused objects than were refused. */
  readonly incomplete: boolean;
}

/** Reads the refusals of the objects of one request. Warnings are none: E1119 says that a note is there already. */
export function readRefusals(type: TrackerType, objects: readonly TrackerObject[], report: ImportReport): ReadReport {
  const byUid = new Map(objects.map((object) => [uidOf(type, object), object]));
  const errors = Map.groupBy(
    report.errors.filter(({ uid }) => uid !== undefined && byUid.has(uid)),
    ({ uid }) => uid,
  );
  const refusals: Refusal[] = [];
  for (const [uid, ofObject] of errors) {
    const object = uid === undefined ? undefined : byUid.get(uid);
    if (uid !== undefined && object !== undefined) refusals.push(toRefusal(uid, ofObject, [object]));
  }
  const refused = report.detailed ? report.stats.ignored : objects.length;
  const isLost = report.status === 'ERROR' && refusals.length === 0;
  return { refusals, incomplete: refused > refusals.length || isLost };
}

/** The refusal of a single object by a report that does not name it. */
export function unnamedRefusal(type: TrackerType, object: TrackerObject, report: ImportReport): Refusal {
  if (report.errors.length > 0) return toRefusal(uidOf(type, object), report.errors, [object]);
  const message = maskMessage(report.message ?? 'the target gave no reason', [object]);
  const code = report.detailed ? 'IGNORED_WITHOUT_REASON' : `HTTP${report.httpStatus}`;
  return { uid: uidOf(type, object), code, codes: [code], message };
}

function toRefusal(uid: Uid, errors: readonly ImportError[], objects: readonly TrackerObject[]): Refusal {
  // The server names them in the order of a hash table: sorted, the same refusal reads the same each time.
  const codes = [...new Set(errors.map(({ code }) => code))].sort();
  const messages = [...new Set(errors.map(({ message }) => maskMessage(message, objects)))].sort();
  return { uid, code: codes[0] ?? 'UNKNOWN', codes, message: messages.join(' ') };
}
