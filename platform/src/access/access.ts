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
}

export const secondMs = 1000;
export const minuteMs = 60 * secondMs;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** A moment some milliseconds later. */
export function later(moment: Date, ms: number): Date {
  return new Date(moment.getTime() + ms);
}
