import { hostname } from 'node:os';
import type { Access } from '../access/access.ts';
import { createPasswordHashing } from '../access/password-hashing.ts';
import type { AuditActor } from '../model/audit.ts';
import type { Cli } from './cli.ts';
import { whoTypes } from './who-types.ts';

/**
 * Works with users, tokens and rights. Who types commands on the server, and may read its database and its key, is asked for no further
 * proof; the audit trail knows them by their account on the machine.
 */
export async function withAccess<T>(cli: Cli, work: (access: Access) => Promise<T>): Promise<T> {
  const vault = await cli.openVault();
  const store = await cli.openStore();
  try {
    const { database } = store;
    const actor = commandLineActor();
    return await work({ database, vault, passwords: createPasswordHashing(), now: () => new Date(), actor });
  } finally {
    await store.close();
  }
}

/** Whoever is at the command line of this machine. */
export function commandLineActor(): AuditActor {
  return { kind: 'command-line', name: whoTypes(), address: hostname() };
}
