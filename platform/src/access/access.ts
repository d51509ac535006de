import type { AuditActor, AuditRecord } from '../model/audit.ts';
import { recordAudit } from '../store/audit.ts';
import type { Database } from '../store/database.ts';
import type { Vault } from '../vault/vault.ts';
import type { PasswordHashing } from './password-hashing.ts';

/** What the functions of this folder stand on. */
export interface Access {
  readonly database: Database;
  readonly vault: Vault;
  readonly passwords: PasswordHashing;
  /** The present moment; handed in, so that no test waits for time to pass. */
  readonly now: () => Date;
  /** Who acts, for the audit trail. */
  readonly actor: AuditActor;
}

/** Tells the audit trail what was done, as the last thing of the transaction that does it. */
export async function tell(
  access: Pick<Access, 'actor'>,
  transaction: Database,
  record: Omit<AuditRecord, 'actor'>,
): Promise<void> {
  await recordAudit(transaction, { actor: access.actor, ...record });
}

/** A user, as what was acted on. */
export function subjectOf(user: { readonly username: string }): AuditRecord['subject'] {
  return { kind: 'user', name: user.username };
}

export const secondMs = 1000;
export const minuteMs = 60 * secondMs;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** A moment some milliseconds later. */
export function later(moment: Date, ms: number): Date {
  return new Date(moment.getTime() + ms);
}
