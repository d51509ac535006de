import { instanceSchema } from '@relais/contract/instance.ts';
import { archiveDirectory } from '../../runs/resolve-reference.ts';
import type { Cli } from '../cli.ts';
import { type Confirmation, confirmStart, type Start } from '../run/confirm-start.ts';
import type { RemoteService } from './remote-service.ts';

/** Asks before a service is told to write, naming the address that is registered there under the target's name. */
export function confirmRemoteStart(
  cli: Cli,
  service: RemoteService,
  start: Start,
  confirmation: Confirmation,
): Promise<boolean> {
  return confirmStart(cli, start, confirmation, async () => {
    const { target } = start;
    if (archiveDirectory(target) !== undefined) return target;
    const { name, url } = instanceSchema.parse(await service.ask('GET', `/instances/${encodeURIComponent(target)}`));
    return `${name} (${url})`;
  });
}
