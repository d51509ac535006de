import { loadReplication, setFollowPace } from '../../store/replication.ts';
import { audited } from '../audited.ts';
import type { Cli } from '../cli.ts';
import { exitCodes } from '../exit-code.ts';
import { parseDuration } from '../parse-duration.ts';
import { withStore } from '../with-store.ts';

export interface FollowReplicationOptions {
  readonly every: string;
  readonly fullEvery: string;
  readonly stop?: boolean;
}

/** `relais replication follow NAME`: the service keeps its target close behind its source, or stops doing so. Nothing is spoken to. */
export function followReplicationCommand(cli: Cli, name: string, options: FollowReplicationOptions): Promise<number> {
  const everyMs = parseDuration(options.every, { option: '--every', leastMs: 1_000 });
  const fullEveryMs = parseDuration(options.fullEvery, { option: '--full-every', leastMs: 60_000 });
  const follow = options.stop === true ? undefined : { everyMs, fullEveryMs };
  return withStore(cli, async ({ database }) => {
    const { id, follow: before } = await loadReplication(database, name);
    const subject = { kind: 'replication', name };
    const change = { action: 'replication.followed', subject, before: { follow: before }, after: { follow } } as const;
    await audited(database, change, (transaction) => setFollowPace(transaction, id, follow));
    const told = follow === undefined ? stopped(name) : followed(name, options);
    cli.terminal.out.write(`${told[cli.language]}\n`);
    return exitCodes.identical;
  });
}

function followed(name: string, { every, fullEvery }: FollowReplicationOptions) {
  return {
    fr: `${name} suit sa source : un regard au moins toutes les ${every}, tout est comparé toutes les ${fullEvery}. C’est le service qui le fait : relais serve`,
    en: `${name} follows its source: a look at least every ${every}, everything is compared every ${fullEvery}. The service does it: relais serve`,
  };
}

function stopped(name: string) {
  return { fr: `${name} ne suit plus sa source.`, en: `${name} does not follow its source any more.` };
}
