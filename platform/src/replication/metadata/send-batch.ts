import type { ImportError, ImportReport } from '../../model/import-report.ts';
import type { MetadataObject, MetadataPayload, MetadataType } from '../../model/metadata-object.ts';
import type { Uid } from '../../model/uid.ts';
import { withoutReferences } from './references.ts';
import { hasOwnEndpoint, isTakenUnchecked } from './server-rules.ts';

/** One object ready to be sent, under the UID it has on the target. */
export interface Sendable {
  readonly type: MetadataType;
  /** The source's UID. */
  readonly uid: Uid;
  readonly object: MetadataObject;
}

/** Why the target did not take an object: its code and its own words. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
}

export interface BatchResult {
  readonly accepted: readonly Sendable[];
  /** By the source's UID. */
  readonly refused: ReadonlyMap<Uid, Refusal>;
}

export type ImportMetadata = (
  payload: MetadataPayload,
  options?: { readonly throughOwnEndpoint: boolean } | { readonly skipValidation: boolean },
) => Promise<ImportReport>;

/**
 * Sends units of objects in one request, all or nothing, and again without those that the target refused, until it takes
 * the rest. Where the answer names no object (an internal error), the units are halved down to the single object.
 * `atomicMode=NONE` would be shorter, and would store objects with references missing without a word (API.md §4.1).
 */
export async function sendBatch(
  units: readonly (readonly Sendable[])[],
  importMetadata: ImportMetadata,
): Promise<BatchResult> {
  const refused = new Map<Uid, Refusal>();
  const unchecked: Sendable[] = [];
  let remaining = units.filter((unit) => unit.length > 0);
  while (remaining.length > 0) {
    const members = remaining.flat();
    const report = await importMetadata(toPayload(members));
    if (report.status === 'OK') return { accepted: [...members, ...unchecked], refused };
    const named = refusalsByUid(report.errors, members);
    if (named.size === 0) return mergeResults(await sendHalves(remaining, report, importMetadata), refused, unchecked);
    const taken = await sendUnchecked(members, named, importMetadata);
    unchecked.push(...taken);
    for (const [uid, refusal] of named) refused.set(uid, refusal);
    for (const { uid } of taken) refused.delete(uid);
    remaining = withoutMembers(remaining, named);
  }
  return { accepted: unchecked, refused };
}

/** Sends what the target refuses by a check that older releases did not make; gives what it takes without it. */
async function sendUnchecked(
  members: readonly Sendable[],
  refused: ReadonlyMap<Uid, Refusal>,
  importMetadata: ImportMetadata,
): Promise<readonly Sendable[]> {
  const some = members.filter(({ type, uid }) => isTakenUnchecked(type, refused.get(uid)?.code));
  if (some.length === 0) return [];
  const report = await importMetadata(toPayload(some), { skipValidation: true });
  return report.status === 'OK' ? some : [];
}

/** Objects by type, as `/api/metadata` takes them. */
export function toPayload(members: readonly Sendable[]): MetadataPayload {
  const payload: Record<MetadataType, MetadataObject[]> = {};
  for (const member of members) {
    const list = payload[member.type];
    if (list) list.push(member.object);
    else payload[member.type] = [member.object];
  }
  return payload;
}

function refusalsByUid(errors: readonly ImportError[], members: readonly Sendable[]): Map<Uid, Refusal> {
  const sourceUids = new Map(members.map((member) => [member.object.id, member.uid]));
  const refusals = new Map<Uid, Refusal>();
  for (const error of errors) {
    const uid = sourceUids.get(error.uid ?? '') ?? memberAt(error, members);
    if (uid !== undefined && !refusals.has(uid)) refusals.set(uid, { code: error.code, message: error.message });
  }
  return refusals;
}

/** Some replies name an object only by its place in the list of its type. */
function memberAt(error: ImportError, members: readonly Sendable[]): Uid | undefined {
  if (error.uid !== undefined || error.index === undefined || error.type === undefined) return undefined;
  return members.filter((member) => member.type === error.type)[error.index]?.uid;
}

/** The units without the refused objects; what remains of a unit loses its references to them. */
function withoutMembers(units: readonly (readonly Sendable[])[], refused: ReadonlyMap<Uid, Refusal>): Sendable[][] {
  return units
    .map((unit) => {
      const kept = unit.filter((member) => !refused.has(member.uid));
      if (kept.length === unit.length) return kept;
      const gone = new Set(unit.filter((member) => refused.has(member.uid)).map((member) => member.object.id));
      return kept.map((member) => ({ ...member, object: withoutReferences(member.object, gone) }));
    })
    .filter((unit) => unit.length > 0);
}

async function sendHalves(
  units: readonly (readonly Sendable[])[],
  report: ImportReport,
  importMetadata: ImportMetadata,
): Promise<BatchResult> {
  const [only] = units;
  if (units.length > 1) {
    const middle = units.length >> 1;
    const first = await sendBatch(units.slice(0, middle), importMetadata);
    const second = await sendBatch(units.slice(middle), importMetadata);
    return mergeResults(second, first.refused, first.accepted);
  }
  if (only && only.length > 1) {
    // The members need one another, so that each alone leaves its references out; the second pass brings them.
    const uids = new Set(only.map((member) => member.object.id));
    const alone = only.map((member) => ({ ...member, object: withoutReferences(member.object, uids) }));
    return sendBatch(
      alone.map((member) => [member]),
      importMetadata,
    );
  }
  const [member] = only ?? [];
  if (member && hasOwnEndpoint(member.type)) return sendThroughOwnEndpoint(member, importMetadata);
  return { accepted: [], refused: new Map(only?.map((each) => [each.uid, refusalOf(report)])) };
}

async function sendThroughOwnEndpoint(member: Sendable, importMetadata: ImportMetadata): Promise<BatchResult> {
  const report = await importMetadata(toPayload([member]), { throughOwnEndpoint: true });
  if (report.status === 'OK') return { accepted: [member], refused: new Map() };
  return { accepted: [], refused: new Map([[member.uid, refusalOf(report)]]) };
}

function refusalOf(report: ImportReport): Refusal {
  return { code: report.errors[0]?.code ?? `HTTP${report.httpStatus}`, message: messageOf(report) };
}

function messageOf(report: ImportReport): string {
  return report.errors[0]?.message ?? report.message ?? 'the target gave no reason';
}

function mergeResults(
  result: BatchResult,
  refused: ReadonlyMap<Uid, Refusal>,
  accepted: readonly Sendable[] = [],
): BatchResult {
  return { accepted: [...accepted, ...result.accepted], refused: new Map([...refused, ...result.refused]) };
}
