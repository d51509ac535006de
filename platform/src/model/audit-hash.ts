import { createHash } from 'node:crypto';

/** An entry of the trail as it is hashed: every column, the JSON ones as the text that is stored. */
export interface HashedEntry {
  readonly seq: number;
  readonly at: Date;
  readonly actorKind: string;
  readonly actor: string;
  readonly address: string | null;
  readonly action: string;
  readonly subjectKind: string;
  readonly subject: string;
  readonly runId: number | null;
  readonly before: string | null;
  readonly after: string | null;
}

/** What the first entry of all goes on from. */
export const firstHash = '0'.repeat(64);

/**
 * The hash of an entry: SHA-256, in hexadecimal digits, of a JSON list of the hash before it and of its columns in this order. Anybody can
 * compute it again from an export; the leading word names the way it is made, should it ever change.
 */
export function auditHash(previousHash: string, entry: HashedEntry): string {
  const parts = [
    'relais audit 1',
    previousHash,
    entry.seq,
    entry.at.toISOString(),
    entry.actorKind,
    entry.actor,
    entry.address,
    entry.action,
    entry.subjectKind,
    entry.subject,
    entry.runId,
    entry.before,
    entry.after,
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
