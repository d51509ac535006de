import { PlatformError } from '../model/errors/platform-error.ts';
import type { AccountFacts, WritableInstance } from '../model/instance.ts';
import { assertAccountSuffices, type InstanceRole } from './account-checks.ts';
import { capabilitiesOf } from './capabilities.ts';
import { openChanges } from './changes/open-changes.ts';
import type { Client } from './client.ts';
import { openEntries } from './entries/open-entries.ts';
import { factsOf, findAccount, findSchemas, findSystemInfo, isReadOnly, type SystemInfo } from './facts.ts';
import { openFiles } from './files/open-files.ts';
import { openMaintenance } from './maintenance/open-maintenance.ts';
import { createOneAtATime } from './one-at-a-time.ts';
import { readCompleteness } from './reader/completeness.ts';
import { readDataValues } from './reader/data-values.ts';
import { countMetadata, readMetadata } from './reader/metadata.ts';
import { countTracker, readTracker } from './reader/tracker.ts';
import { hasTrackerObject } from './reader/tracker-object.ts';
import { briskPolicy, type Clock, patientPolicy, systemClock } from './retry.ts';
import { createSettling } from './settling.ts';
import { createTransport, type Transport, type TransportOptions } from './transport.ts';
import { inviteUser } from './writer/invite-user.ts';
import { importMetadata } from './writer/metadata.ts';
import { assignOrganisationUnits } from './writer/organisation-units.ts';
import { importTracker } from './writer/tracker.ts';
import { importCompleteness, importDataValues } from './writer/values.ts';

export interface ConnectOptions extends Omit<TransportOptions, 'clock'> {
  /** The name that the user gave the instance. */
  readonly name: string;
  /** What the instance is to be; the account is checked for it. No check when absent. */
  readonly role?: InstanceRole | undefined;
  readonly clock?: Clock | undefined;
}

/** An instance that was spoken to and found fit. */
export interface ConnectedInstance extends WritableInstance {
  readonly transport: Transport;
  /** Lets go of the connections. What still runs ends with an error. */
  close(): Promise<void>;
}

/**
 * Connects to one instance: finds out whether it is there, is a DHIS2 of a supported release, takes the account and lets it
 * do what its role needs. Writes nothing.
 * @throws PlatformError of a code of its own for everything that can be wrong (`dhis2-codes.ts`).
 */
export async function connect(options: ConnectOptions, signal: AbortSignal): Promise<ConnectedInstance> {
  const clock = options.clock ?? systemClock;
  const transport = createTransport({ ...options, clock, retryPolicy: briskPolicy });
  try {
    const info = await findSystemInfo(transport, clock, signal);
    if (options.role === 'target') assertWritable(transport.address, info);
    // Both at the same time; what is wrong with the account is told first.
    const [checked, schemas] = await Promise.allSettled([
      findFitAccount(transport, options.role, signal),
      findSchemas(transport, signal),
    ]);
    if (checked.status === 'rejected') throw checked.reason;
    if (schemas.status === 'rejected') throw schemas.reason;
    const facts = factsOf(options.name, transport, info, { account: checked.value, schemas: schemas.value });
    transport.setRetryPolicy(options.retryPolicy ?? patientPolicy);
    return open({ transport, facts, capabilities: capabilitiesOf(facts), clock });
  } catch (error) {
    await transport.close();
    throw error;
  }
}

async function findFitAccount(
  transport: Transport,
  role: InstanceRole | undefined,
  signal: AbortSignal,
): Promise<AccountFacts> {
  const account = await findAccount(transport, signal);
  if (role !== undefined) await assertAccountSuffices(transport, account, role, signal);
  return account;
}

function assertWritable(address: string, info: SystemInfo): void {
  if (isReadOnly(info)) throw new PlatformError('DHIS2_READ_ONLY', { args: { address } });
}

function open(client: Client): ConnectedInstance {
  // Metadata imports: strictly one at a time per target (API.md §12, "Concurrency").
  const oneAtATime = createOneAtATime();
  const maintenance = openMaintenance(client);
  return {
    facts: client.facts,
    entries: openEntries(client),
    files: openFiles(client),
    maintenance,
    settle: createSettling(client.clock, maintenance),
    transport: client.transport,
    readMetadata: (type, options) => readMetadata(client, type, options),
    countMetadata: (type, signal) => countMetadata(client, type, signal),
    readDataValues: (slice, signal) => readDataValues(client, slice, signal),
    readCompleteness: (slice, signal) => readCompleteness(client, slice, signal),
    readTracker: (type, selection, signal) => readTracker(client, type, selection, signal),
    countTracker: (type, selection, signal) => countTracker(client, type, selection, signal),
    changes: openChanges(client),
    hasTracker: (type, uid, signal) => hasTrackerObject(client, type, uid, signal),
    importMetadata: (payload, options) => oneAtATime(options.signal, () => importMetadata(client, payload, options)),
    importDataValues: (values, options) => importDataValues(client, values, options),
    importCompleteness: (registrations, options) => importCompleteness(client, registrations, options),
    importTracker: (payload, options) => importTracker(client, payload, options),
    inviteUser: (uid, signal) => inviteUser(client, uid, signal),
    assignOrganisationUnits: (uids, signal) => assignOrganisationUnits(client, uids, signal),
    close: () => client.transport.close(),
  };
}
