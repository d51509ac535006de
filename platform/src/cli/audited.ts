import type { AuditAction } from '../model/audit.ts';
import { recordAudit } from '../store/audit.ts';
import type { Database } from '../store/database.ts';
import { commandLineActor } from './with-access.ts';

/** What a command changes, for the audit trail. */
export interface TypedChange {
  readonly action: AuditAction;
  readonly subject: { readonly kind: string; readonly name: string };
  readonly before?: object | undefined;
  readonly after?: object | undefined;
}

/** Does what a command asks for and tells the audit trail of it, both or neither. */
export function audited<T>(
  database: Database,
  change: TypedChange,
  work: (transaction: Database) => Promise<T>,
): Promise<T> {
  return database.transaction().execute(async (transaction) => {
    const result = await work(transaction);
    const { action, subject, before, after } = change;
    await recordAudit(transaction, {
      ...{ actor: commandLineActor(), action, subject },
      ...(before && { before: { ...before } }),
      ...(after && { after: { ...after } }),
    });
    return result;
  });
}
