import { PlatformError } from '../../model/errors/platform-error.ts';
import { findInstance } from '../../store/instance.ts';
import { loadLimit, saveLimit } from '../../store/instance-limit.ts';
import { audited } from '../audited.ts';
import type { Cli } from '../cli.ts';
import { exitCodes } from '../exit-code.ts';
import { parseCount } from '../parse-number.ts';

export interface LimitOptions {
  readonly connections: string;
  readonly requestsPerMinute?: string | undefined;
}

const place = { command: 'instance limit', least: 1 } as const;

/** @throws PlatformError NUMBER_INVALID. */
export function parseInstanceLimit({ connections, requestsPerMinute }: LimitOptions) {
  return {
    connections: parseCount(connections, { ...place, option: '--connections' }),
    requestsPerMinute:
      requestsPerMinute === undefined
        ? undefined
        : parseCount(requestsPerMinute, { ...place, option: '--requests-per-minute' }),
  };
}

/** `relais instance limit NAME`: what all runs and workers together may ask of an instance. */
export async function limitInstance(cli: Cli, name: string, options: LimitOptions): Promise<number> {
  const limit = parseInstanceLimit(options);
  const store = await cli.openStore();
  try {
    const found = await findInstance(store.database, name);
    if (!found) throw new PlatformError('INSTANCE_NAME_UNKNOWN', { args: { name } });
    const before = { limit: await loadLimit(store.database, found.url) };
    const change = {
      action: 'instance.changed',
      subject: { kind: 'instance', name },
      before,
      after: { limit },
    } as const;
    await audited(store.database, change, (transaction) => saveLimit(transaction, found.url, limit));
    return exitCodes.identical;
  } finally {
    await store.close();
  }
}
