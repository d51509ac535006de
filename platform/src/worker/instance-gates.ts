import { createRequestGate, type RequestGate } from '../dhis2/request-gate.ts';
import { systemClock } from '../dhis2/retry.ts';
import type { Database } from '../store/database.ts';
import { isDatabaseTrouble } from '../store/database-trouble.ts';
import { releaseLease, shareOf, takeLease, usualLimit } from '../store/instance-limit.ts';

/** The gates of a worker: one for each instance, whatever runs ask it, as wide as this worker's share of the instance's limit. */
export interface InstanceGates {
  gateFor(address: string): RequestGate;
  /** The worker has these open until it lets go. */
  enter(addresses: readonly string[]): Promise<() => Promise<void>>;
  /** Looks again how many share the limits. */
  adjust(): Promise<void>;
}

export function createInstanceGates(database: Database, workerId: number): InstanceGates {
  const gates = new Map<string, RequestGate>();
  const users = new Map<string, number>();
  const gateFor = (address: string) => {
    const gate = gates.get(address) ?? createRequestGate(usualLimit, systemClock);
    gates.set(address, gate);
    return gate;
  };
  const adjustOne = async (address: string) => gateFor(address).setLimits(await shareOf(database, address));
  const leave = async (address: string) => {
    const left = (users.get(address) ?? 1) - 1;
    users.set(address, left);
    if (left > 0) return;
    users.delete(address);
    await releaseLease(database, address, workerId).catch((error: unknown) => {
      // The lease of a worker that has lost its place counts no more.
      if (!isDatabaseTrouble(error)) throw error;
    });
  };
  return {
    gateFor,
    enter: async (addresses) => {
      for (const address of addresses) {
        users.set(address, (users.get(address) ?? 0) + 1);
        await takeLease(database, address, workerId);
        await adjustOne(address);
      }
      return async () => {
        for (const address of addresses) await leave(address);
      };
    },
    adjust: async () => {
      for (const address of users.keys()) await adjustOne(address);
    },
  };
}
