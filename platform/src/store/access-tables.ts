import type { ColumnType, Generated } from 'kysely';
import type { TokenScope, UserRole } from '../model/user-role.ts';

/** A column that is written once. */
type Fixed<T> = ColumnType<T, T, never>;
type Filled<T> = ColumnType<T, never, never>;

/** Who may use Relais (`0007-access.sql`). */
export interface AccessTables {
  user_account: UserAccountTable;
  instance_right: InstanceRightTable;
  recovery_code: RecoveryCodeTable;
  session: SessionTable;
  personal_token: PersonalTokenTable;
  one_time_token: OneTimeTokenTable;
  failed_attempt: FailedAttemptTable;
  run_approval: RunApprovalTable;
}

export interface UserAccountTable {
  id: Filled<number>;
  username: string;
  role: UserRole;
  email: string | null;
  password_hash: string | null;
  password_changed_at: Date | null;
  /** Ciphertext; only the vault reads it. */
  totp_secret: string | null;
  totp_confirmed_at: Date | null;
  totp_last_step: number | null;
  uses_openid: Generated<boolean>;
  openid_issuer: string | null;
  openid_subject: string | null;
  disabled_at: Date | null;
  last_login_at: Date | null;
  created_at: Fixed<Date>;
}

export interface InstanceRightTable {
  user_id: number;
  instance_id: number;
  may_write: boolean;
  may_unmask: boolean;
}

export interface RecoveryCodeTable {
  user_id: number;
  digest: string;
  used_at: Date | null;
}

export const sessionEnds = ['logged-out', 'idle', 'absolute', 'replayed', 'changed', 'disabled'] as const;
export type SessionEnd = (typeof sessionEnds)[number];

export interface SessionTable {
  id: Filled<number>;
  user_id: Fixed<number>;
  digest: string;
  previous_digest: string | null;
  csrf_digest: string;
  address: string | null;
  user_agent: string | null;
  created_at: Fixed<Date>;
  rotated_at: Date;
  last_used_at: Date;
  ends_at: Date;
  ended_at: Date | null;
  end_reason: SessionEnd | null;
}

export interface PersonalTokenTable {
  id: Filled<number>;
  user_id: Fixed<number>;
  name: string;
  beginning: Fixed<string>;
  digest: Fixed<string>;
  scopes: TokenScope[];
  created_at: Fixed<Date>;
  ends_at: Fixed<Date>;
  last_used_at: Date | null;
  revoked_at: Date | null;
}

export type OneTimePurpose = 'first-administrator' | 'invitation' | 'second-factor' | 'openid';

export interface OneTimeTokenTable {
  digest: Fixed<string>;
  purpose: Fixed<OneTimePurpose>;
  user_id: Fixed<number | null>;
  /** Ciphertext; only the vault reads it. */
  sealed: string | null;
  tries_left: number;
  created_at: Fixed<Date>;
  ends_at: Fixed<Date>;
}

export interface FailedAttemptTable {
  digest: Fixed<string>;
  failures: number;
  locked_until: Date | null;
  last_failed_at: Date;
}

export interface RunApprovalTable {
  run_id: number;
  plan_digest: string;
  requested_by: number | null;
  requested_at: Date;
  decision: 'approved' | 'rejected' | null;
  decided_by: number | null;
  decided_at: Date | null;
  remark: string | null;
}
