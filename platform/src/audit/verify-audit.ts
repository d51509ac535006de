import { auditHash, firstHash } from '../model/audit-hash.ts';
import { type AuditEntry, findLastAnchor, loadAuditPage, readAudit } from '../store/audit.ts';
import type { Database } from '../store/database.ts';

/** What is wrong with the trail, and where. */
export interface AuditBreak {
  /** The entry at which it shows. */
  readonly seq: number;
  /**
   * `changed`: the entry is not what was hashed; `removed`: entries before it are missing; `replaced`: it does not go on from the one before it;
   * `unanchored`: it does not go on from where the trail was shortened; `head`: the noted head is not in the trail.
   */
  readonly kind: 'changed' | 'removed' | 'replaced' | 'unanchored' | 'head';
}

export interface AuditVerification {
  /** Number of entries that were looked at. */
  readonly entries: number;
  readonly first: number | undefined;
  /** The last entry: note it down elsewhere, and give it to the next verification. */
  readonly head: AuditHead | undefined;
  /** The last entry that was removed by retention, if any. */
  readonly shortenedAt: number | undefined;
  /** The first thing that is wrong; absent when the trail is whole. */
  readonly broken: AuditBreak | undefined;
}

/** An entry by its number and its hash, as `relais audit verify` prints it. */
export interface AuditHead {
  readonly seq: number;
  readonly hash: string;
}

/**
 * Computes every hash of the trail again, from its beginning or its last anchor. A chain alone cannot show that its end was cut off, or that
 * all of it was made anew: that shows against a `noted` head of an earlier verification, kept outside of the database.
 */
export async function verifyAudit(
  database: Database,
  options: { readonly noted?: AuditHead | undefined; readonly signal: AbortSignal },
): Promise<AuditVerification> {
  const anchor = await findLastAnchor(database);
  const beginning = { seq: anchor?.seq ?? 0, hash: anchor?.hash ?? firstHash };
  let previous: AuditHead = beginning;
  let entries = 0;
  let first: number | undefined;
  let broken: AuditBreak | undefined;
  for await (const entry of readAudit(database)) {
    options.signal.throwIfAborted();
    entries += 1;
    first ??= entry.seq;
    broken ??= breakAt(entry, previous, entries === 1 && anchor !== undefined);
    previous = entry;
  }
  const head = entries === 0 && !anchor ? undefined : { seq: previous.seq, hash: previous.hash };
  broken ??= await breakOfNoted(database, options.noted, beginning);
  return { entries, first, head, shortenedAt: anchor?.seq, broken };
}

function breakAt(entry: AuditEntry, previous: AuditHead, isBehindAnchor: boolean): AuditBreak | undefined {
  const { seq } = entry;
  if (auditHash(entry.previousHash, entry) !== entry.hash) return { seq, kind: 'changed' };
  const goesOn = entry.previousHash === previous.hash;
  if (isBehindAnchor && (!goesOn || seq !== previous.seq + 1)) return { seq, kind: 'unanchored' };
  if (seq !== previous.seq + 1) return { seq, kind: 'removed' };
  return goesOn ? undefined : { seq, kind: 'replaced' };
}

async function breakOfNoted(
  database: Database,
  noted: AuditHead | undefined,
  beginning: AuditHead,
): Promise<AuditBreak | undefined> {
  // What retention removed cannot be looked at any more, but for the very entry that the anchor holds.
  if (noted === undefined || noted.seq < beginning.seq) return undefined;
  const [found] = await loadAuditPage(database, {}, noted.seq - 1, 1);
  const hash = noted.seq === beginning.seq ? beginning.hash : found?.seq === noted.seq ? found.hash : undefined;
  return hash === noted.hash ? undefined : { seq: noted.seq, kind: 'head' };
}
