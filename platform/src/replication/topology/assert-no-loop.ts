import { PlatformError } from '../../model/errors/platform-error.ts';
import type { Database } from '../../store/database.ts';
import { loadKnownAddresses } from '../../store/known-address.ts';
import { listReplications } from '../../store/replication.ts';
import type { RunOptions } from '../run-context.ts';
import { parseRunOptions } from '../run-options.ts';
import { findLoop, type Loop, type Route } from './find-loop.ts';
import { placeKeys } from './same-places.ts';

/** A replication that is to be added, or changed to this. */
export interface WantedReplication {
  readonly name: string;
  readonly sourceReference: string;
  readonly targetReference: string;
  readonly options: RunOptions;
}

/**
 * Makes sure that nothing would come back to where it was read, whatever other replications there are.
 * @throws PlatformError REPLICATION_LOOP.
 */
export async function assertNoLoop(database: Database, wanted: WantedReplication): Promise<void> {
  // What writes nothing brings nothing back.
  if (wanted.options.dryRun) return;
  const others = (await listReplications(database))
    .filter(({ name }) => name !== wanted.name)
    .map((other) => ({ ...other, options: parseRunOptions(other.options) }))
    .filter(({ options }) => !options.dryRun);
  const all = [wanted, ...others];
  const keys = placeKeys(
    all.flatMap(({ sourceReference, targetReference }) => [sourceReference, targetReference]),
    await loadKnownAddresses(database),
  );
  const keyOf = (reference: string) => keys.get(reference) ?? reference;
  const toRoute = ({ name, sourceReference, targetReference, options }: WantedReplication): Route => ({
    name,
    source: keyOf(sourceReference),
    target: keyOf(targetReference),
    options,
  });
  const loop = findLoop(others.map(toRoute), toRoute(wanted));
  if (loop === undefined) return;
  throw new PlatformError('REPLICATION_LOOP', { args: { path: pathOf(loop, all), names: namesOf(loop) } });
}

/** `production → formation (nightly) → production (back)`, in the words that people typed. */
function pathOf({ routes }: Loop, all: readonly WantedReplication[]): string {
  const typed = routes.flatMap(({ name }) => all.find((each) => each.name === name) ?? []);
  const steps = typed.map(({ name, targetReference }) => `→ ${targetReference} (${name})`);
  return [typed[0]?.sourceReference ?? '', ...steps].join(' ');
}

const toldNames = 5;

function namesOf({ names }: Loop): string {
  return names.length <= toldNames ? names.join(', ') : [...names.slice(0, toldNames), '…'].join(', ');
}
