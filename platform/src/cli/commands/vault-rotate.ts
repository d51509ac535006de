import { rotateSecrets } from '../../access/rotate-secrets.ts';
import type { Cli } from '../cli.ts';
import { exitCodes } from '../exit-code.ts';
import { accessTexts } from '../texts/access-texts.ts';
import { commandLineActor } from '../with-access.ts';

export interface RotateOptions {
  readonly dropOldKeys?: boolean;
  readonly json?: boolean;
}

/** `relais vault rotate`: a new key, and every secret encrypted with it. A service that runs meanwhile follows by itself. */
export async function rotateVaultCommand(cli: Cli, options: RotateOptions): Promise<number> {
  const vault = await cli.openVault();
  const store = await cli.openStore();
  try {
    const { database } = store;
    const dropOldKeys = options.dropOldKeys === true;
    const parts = { database, vault, actor: commandLineActor(), signal: cli.signal };
    const rotation = await rotateSecrets(parts, { dropOldKeys });
    if (options.json) {
      cli.terminal.out.write(`${JSON.stringify(rotation)}\n`);
      return exitCodes.identical;
    }
    const texts = accessTexts[cli.language];
    const lines = [texts.rotated(rotation.version, rotation.renewed), ...rotation.unreadable.map(texts.unreadable)];
    if (rotation.oldVersions.length > 0) lines.push(texts.keptKeys(rotation.oldVersions.join(', ')));
    cli.terminal.out.write(`${lines.join('\n')}\n`);
    return exitCodes.identical;
  } finally {
    await store.close();
  }
}
