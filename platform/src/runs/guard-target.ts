import type { WritableInstance } from '../model/instance.ts';
import { whileNobodyElse } from '../store/advisory-lock.ts';
import type { Database } from '../store/database.ts';

/**
 * A target whose metadata nobody else imports into at the same time, from whatever run, process or machine that shares this
 * database: two imports at once deadlock or leave half of each (API.md §12, "Concurrency").
 */
export function guardTarget<T extends WritableInstance>(database: Database, target: T): T {
  const { isArchive, systemId, address } = target.facts;
  if (isArchive) return target;
  return {
    ...target,
    importMetadata: (payload, options) =>
      whileNobodyElse(database, 'metadataImport', systemId ?? address, options.signal, () =>
        target.importMetadata(payload, options),
      ),
  };
}
