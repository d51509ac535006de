import { z } from 'zod';

/**
 * A backup is lines of JSON: the header, then each table (its name and columns, then its rows, each an array of the columns as
 * PostgreSQL writes them as text), at the end what makes it whole.
 */
export const backupHeaderSchema = z.object({
  relais: z.literal('backup'),
  format: z.literal(1),
  /** The version of Relais that took it. */
  version: z.string(),
  takenAt: z.iso.datetime(),
  /** What the database's shape is made of, in order. */
  migrations: z.array(z.object({ name: z.string(), digest: z.string() })).min(1),
  /** The keys of the vault, in clear; absent unless somebody asked for them. */
  key: z.string().optional(),
});
export type BackupHeader = z.infer<typeof backupHeaderSchema>;

export const backupTableSchema = z.object({
  table: z.string(),
  columns: z.array(z.object({ name: z.string(), type: z.string() })).min(1),
});
export type BackupTable = z.infer<typeof backupTableSchema>;

export const backupEndSchema = z.object({
  end: z.literal(true),
  rows: z.record(z.string(), z.number()),
  /** The last number that each sequence gave; null where it gave none yet. */
  sequences: z.record(z.string(), z.string().nullable()),
  /** SHA-256 of all lines before this one, each with its line feed. */
  sha256: z.string(),
});
export type BackupEnd = z.infer<typeof backupEndSchema>;

/** What a backup holds, as people are told. */
export interface BackupContents {
  readonly header: Omit<BackupHeader, 'key'>;
  readonly holdsKey: boolean;
  readonly rows: Readonly<Record<string, number>>;
}

/**
 * What is left out: who is logged in, links and answers that are good for a day, counts of failed tries, and what a worker holds at the moment.
 * On the machine that restores nobody is logged in, and no worker works.
 */
export const fleetingTables: ReadonlySet<string> = new Set([
  'migration',
  'session',
  'one_time_token',
  'failed_attempt',
  'idempotent_answer',
  'instance_lease',
]);
