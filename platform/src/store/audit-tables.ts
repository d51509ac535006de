import type { ColumnType } from 'kysely';

/** JSON that is read back as the text that was written (`before::text`), because the text is what was hashed. */
type HashedJson = ColumnType<unknown, string | null, never>;
/** A column that is written once. */
type Fixed<T> = ColumnType<T, T, never>;

/** The audit trail and where it begins; added to `Tables`. */
export interface AuditTables {
  audit_entry: AuditEntryTable;
  audit_anchor: AuditAnchorTable;
  audit_record: AuditRecordTable;
}

export interface AuditEntryTable {
  seq: Fixed<number>;
  at: Fixed<Date>;
  actor_kind: Fixed<string>;
  actor: Fixed<string>;
  address: Fixed<string | null>;
  action: Fixed<string>;
  subject_kind: Fixed<string>;
  subject: Fixed<string>;
  run_id: Fixed<number | null>;
  before: HashedJson;
  after: HashedJson;
  previous_hash: Fixed<string>;
  hash: Fixed<string>;
}

export interface AuditAnchorTable {
  seq: Fixed<number>;
  hash: Fixed<string>;
  removed: Fixed<number>;
  at: Fixed<Date>;
}

/** What joins the trail when the transaction commits; empty for everybody else. */
export interface AuditRecordTable {
  id: ColumnType<number, never, never>;
  at: Fixed<Date | null>;
  actor_kind: Fixed<string>;
  actor: Fixed<string>;
  address: Fixed<string | null>;
  action: Fixed<string>;
  subject_kind: Fixed<string>;
  subject: Fixed<string>;
  run_id: Fixed<number | null>;
  before: HashedJson;
  after: HashedJson;
}
