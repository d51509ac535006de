import { replicationSchema } from '@relais/contract/replication.ts';
import type { Cli } from '../cli.ts';
import { type ChangeOptions, changedOptions, describeReplication } from '../commands/replication.ts';
import { tellLines } from '../tell-lines.ts';
import type { WithService } from './remote-service.ts';
import { toldOptions } from './told-options.ts';

/** `relais replication change NAME` at a service. One that holds files of the machine of the service is changed there. */
export function changeRemoteReplication(
  cli: Cli,
  within: WithService,
  name: string,
  typed: ChangeOptions,
): Promise<number> {
  return within(async (service) => {
    const path = `/replications/${encodeURIComponent(name)}`;
    const before = replicationSchema.parse(await service.ask('GET', path));
    const { name: renamed = name, source = before.source, target = before.target } = typed;
    const options = changedOptions(before.options, typed);
    await service.ask('PUT', path, { name: renamed, source, target, options: toldOptions(options) });
    const wanted = { name: renamed, sourceReference: source, targetReference: target, options };
    return tellLines(cli, describeReplication(cli, wanted));
  });
}
