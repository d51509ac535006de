import { noTraffic, type Traffic, trafficSince } from '../model/traffic.ts';
import type { Database } from '../store/database.ts';
import { addTraffic, saveCertificate } from '../store/run-traffic.ts';
import type { ConnectedInstance } from './instance-place.ts';

/** Keeps what a run sends and receives, each time that it is asked to. */
export interface RecordedTraffic {
  flush(): Promise<void>;
}

/** As much of an instance as can be measured. */
type MeasuredInstance = { readonly facts: Pick<ConnectedInstance['facts'], 'address'> } & Pick<
  ConnectedInstance,
  'transport'
>;

/** Begins with nothing: what the connection itself took counts for the run as well. An archive has no line that could be measured. */
export function recordTraffic(
  database: Database,
  runId: number,
  pair: Readonly<Record<'source' | 'target', MeasuredInstance>>,
): RecordedTraffic {
  const kept: Record<'source' | 'target', Traffic> = { source: noTraffic, target: noTraffic };
  async function flushSide(side: 'source' | 'target', { facts, transport }: MeasuredInstance): Promise<void> {
    if (transport === undefined) return;
    const now = transport.traffic();
    const added = trafficSince(now, kept[side]);
    kept[side] = now;
    if (added.requests > 0) await addTraffic(database, runId, side, added);
    const certificate = transport.certificate();
    if (certificate !== undefined) await saveCertificate(database, facts.address, certificate);
  }
  return {
    flush: async () => {
      await flushSide('source', pair.source);
      await flushSide('target', pair.target);
    },
  };
}
