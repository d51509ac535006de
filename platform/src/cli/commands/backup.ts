import { basename, join } from 'node:path';
import { checkSecrets } from '../../access/sealed-bindings.ts';
import { type Held, holdRestored } from '../../runs/hold-restored.ts';
import { recordAudit } from '../../store/audit.ts';
import { readBackupFile, writeBackupFile } from '../../store/backup/backup-file.ts';
import type { BackupContents } from '../../store/backup/backup-format.ts';
import { readBackup } from '../../store/backup/read-backup.ts';
import { restoreBackup } from '../../store/backup/restore-backup.ts';
import { writeBackup } from '../../store/backup/write-backup.ts';
import type { Cli } from '../cli.ts';
import { exitCodes } from '../exit-code.ts';
import { backupTexts } from '../texts/backup-texts.ts';
import { commandLineActor } from '../with-access.ts';
import { withStore } from '../with-store.ts';

export interface BackupOptions {
  readonly withKey?: boolean;
  readonly json?: boolean;
}

/** `relais backup FILE`: the whole database as it is at one moment, while the service works on. */
export function backupCommand(cli: Cli, file: string, options: BackupOptions): Promise<number> {
  return withStore(cli, async ({ database }) => {
    const keys = options.withKey ? (await cli.openVault()).exportKeys() : undefined;
    const origin = { version: cli.version, takenAt: new Date(), key: keys };
    const contents = await writeBackupFile(file, (write) => writeBackup(database, origin, write, cli.signal));
    const rows = totalOf(contents);
    const { holdsKey } = contents;
    await database.transaction().execute((transaction) =>
      recordAudit(transaction, {
        ...{ actor: commandLineActor(), action: 'database.saved', subject: subjectOf(file) },
        after: { rows, holdsKey },
      }),
    );
    const texts = backupTexts[cli.language];
    const keyFile = join(cli.dataDirectory, 'key');
    const lines = [texts.taken(file, rows), holdsKey ? texts.holdsKey : texts.holdsNoKey(keyFile)];
    tell(cli, options, { file, rows: contents.rows, holdsKey }, lines);
    return exitCodes.identical;
  });
}

export interface RestoreOptions {
  readonly check?: boolean;
  readonly goOn?: boolean;
  readonly json?: boolean;
}

/** `relais restore FILE`: fills an empty database. Exit code 1 where the keys at hand do not read every secret. */
export async function restoreCommand(cli: Cli, file: string, options: RestoreOptions): Promise<number> {
  if (options.check) return checkCommand(cli, file, options);
  const store = await cli.openStoreAsItIs();
  try {
    const { database } = store;
    let held: Held = { runs: [], schedules: [], followed: [] };
    const contents = await restoreBackup(
      database,
      cancellable(readBackupFile(file), cli.signal),
      async (transaction, header) => {
        const actor = commandLineActor();
        if (!options.goOn) held = await holdRestored(transaction, actor, new Date());
        const after = { takenAt: header.takenAt, version: header.version, held };
        await recordAudit(transaction, { actor, action: 'database.restored', subject: subjectOf(file), after });
        // The last thing that can fail: a file is not taken back with the transaction.
        if (header.key !== undefined) await cli.placeVaultKeys(header.key);
      },
    );
    const vault = await cli.findVault();
    const secrets = await checkSecrets(database, vault);
    const texts = backupTexts[cli.language];
    const lines = [
      ...[texts.restored(totalOf(contents), contents.header.takenAt), ...texts.held(held)],
      ...[texts.nobodyLoggedIn, texts.secrets(secrets.readable, secrets.unreadable)],
      ...(vault === undefined && secrets.unreadable.length > 0
        ? [texts.keyMissing(join(cli.dataDirectory, 'key'))]
        : []),
    ];
    tell(cli, options, { ...contents, held, secrets }, lines);
    return secrets.unreadable.length === 0 ? exitCodes.identical : exitCodes.refusals;
  } finally {
    await store.close();
  }
}

/** Reads every line, and touches no database. */
async function checkCommand(cli: Cli, file: string, options: RestoreOptions): Promise<number> {
  const contents = await readBackup(cancellable(readBackupFile(file), cli.signal), {});
  const { whole } = backupTexts[cli.language];
  tell(cli, options, contents, [whole(file, totalOf(contents), contents.header.takenAt, contents.holdsKey)]);
  return exitCodes.identical;
}

async function* cancellable(lines: AsyncIterable<string>, signal: AbortSignal): AsyncGenerator<string> {
  for await (const line of lines) {
    signal.throwIfAborted();
    yield line;
  }
}

function totalOf({ rows }: BackupContents): number {
  return Object.values(rows).reduce((sum, count) => sum + count, 0);
}

function subjectOf(file: string) {
  return { kind: 'backup', name: basename(file) };
}

function tell(cli: Cli, { json }: { readonly json?: boolean }, document: object, lines: readonly string[]): void {
  cli.terminal.out.write(`${json ? JSON.stringify(document) : lines.join('\n')}\n`);
}
