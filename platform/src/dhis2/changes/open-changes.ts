import type { ChangeReader } from '../../model/changes.ts';
import type { Client } from '../client.ts';
import { changedMetadata, deletedMetadata, memberCounts } from './metadata-changes.ts';
import { readServerClock } from './server-clock.ts';
import { changedTracker } from './tracker-changes.ts';
import { changedDataValues, changedRegistrations, registrationDigests } from './value-changes.ts';

/** What changed on one instance, over HTTP. */
export function openChanges(client: Client): ChangeReader {
  return {
    clock: (signal) => readServerClock(client, signal),
    requestsSent: () => client.transport.requestsSent(),
    changedMetadata: (types, question) => changedMetadata(client, types, question),
    deletedMetadata: (question) => deletedMetadata(client, question),
    changedDataValues: (of, question) => changedDataValues(client, of, question),
    changedRegistrations: (of, question) => changedRegistrations(client, of, question),
    registrationDigests: (of, question) => registrationDigests(client, of, question),
    changedTracker: (type, of, question) => changedTracker(client, type, of, question),
    eventsNeedProgram: client.capabilities.eventsNeedProgram,
    memberCounts: (members, signal) => memberCounts(client, members, signal),
  };
}
