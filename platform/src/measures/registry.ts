import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { safeLabel } from '../model/notice-arguments.ts';
import { runStates } from '../model/run-state.ts';
import type { Database } from '../store/database.ts';
import {
  countDeliveries,
  countFinishedRuns,
  countOthers,
  countPieces,
  countRunsByState,
  listInstanceHealth,
  listLastGoodRuns,
  sumObjects,
  sumTraffic,
} from '../store/measures.ts';
import { deliveryStates } from '../store/notice-tables.ts';
import { type MetricName, metrics } from './metrics.ts';

/** One number of a measure. */
interface Sample {
  readonly name: MetricName;
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}

/** What a monitoring system reads. */
export interface Measures {
  readonly contentType: string;
  /** The text of all measures now, in the format of Prometheus. */
  render(): Promise<string>;
}

/**
 * The measures of the service. The numbers come from the database each time that they are read, so that every process of a service tells the
 * same, and a restart forgets nothing; those of the process itself (memory, event loop) are its own.
 */
export function createMeasures(database: Database): Measures {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const instruments = new Map(
    Object.entries(metrics).map(([name, { kind, help, labels }]) => {
      const options = { name, help, labelNames: [...labels], registers: [registry] };
      return [name, kind === 'counter' ? new Counter(options) : new Gauge(options)] as const;
    }),
  );
  const withHighest = createHighest();
  return {
    contentType: registry.contentType,
    render: async () => {
      const samples = withHighest(await takeSamples(database));
      // From here on nothing waits, so that two readers at once do not meet.
      for (const instrument of instruments.values()) instrument.reset();
      for (const { name, labels, value } of samples) instruments.get(name)?.inc({ ...labels }, value);
      return registry.metrics();
    },
  };
}

/**
 * A counter that falls reads as one that began anew, and all of it as an increase. A run that is taken up again has not ended any more: what was
 * told of it stays told until it has ended once more.
 */
function createHighest(): (samples: readonly Sample[]) => readonly Sample[] {
  const counters = new Map<string, Sample>();
  return (samples) => {
    for (const sample of samples.filter(({ name }) => metrics[name].kind === 'counter')) {
      const key = `${sample.name} ${JSON.stringify(sample.labels)}`;
      if (sample.value > (counters.get(key)?.value ?? -1)) counters.set(key, sample);
    }
    return [...samples.filter(({ name }) => metrics[name].kind === 'gauge'), ...counters.values()];
  };
}

async function takeSamples(database: Database): Promise<readonly Sample[]> {
  return [
    ...(await runSamples(database)),
    ...(await volumeSamples(database)),
    ...(await instanceSamples(database)),
    ...(await otherSamples(database)),
  ];
}

async function runSamples(database: Database): Promise<readonly Sample[]> {
  const byState = await countRunsByState(database);
  const finished = await countFinishedRuns(database);
  const good = await listLastGoodRuns(database);
  return [
    ...runStates.map((state): Sample => ({ name: 'relais_runs', labels: { state }, value: byState.get(state) ?? 0 })),
    ...finished.flatMap(({ mode, state, runs, seconds }): Sample[] => [
      { name: 'relais_runs_finished_total', labels: { mode, state }, value: runs },
      { name: 'relais_run_seconds_total', labels: { mode, state }, value: seconds },
    ]),
    ...good.map(({ source, target, replication, finishedAt }): Sample => {
      const labels = { source: safeLabel(source), target: safeLabel(target), replication: replication ?? '' };
      return { name: 'relais_last_good_run_timestamp_seconds', labels, value: finishedAt.getTime() / 1_000 };
    }),
  ];
}

async function volumeSamples(database: Database): Promise<readonly Sample[]> {
  const objects = await sumObjects(database);
  const traffic = await sumTraffic(database);
  return [
    ...objects.flatMap(({ result, objects: count, dataValues }): Sample[] => [
      { name: 'relais_objects_total', labels: { result }, value: count },
      { name: 'relais_data_values_total', labels: { result }, value: dataValues },
    ]),
    ...traffic.flatMap(({ side, requests, retries, sentBytes, receivedBytes }): Sample[] => [
      { name: 'relais_requests_total', labels: { side }, value: requests },
      { name: 'relais_request_retries_total', labels: { side }, value: retries },
      { name: 'relais_bytes_total', labels: { side, direction: 'sent' }, value: sentBytes },
      { name: 'relais_bytes_total', labels: { side, direction: 'received' }, value: receivedBytes },
    ]),
  ];
}

async function instanceSamples(database: Database): Promise<readonly Sample[]> {
  const health = await listInstanceHealth(database);
  return health.flatMap(({ name: instance, trouble, certificateEndsAt }): Sample[] => {
    const up: Sample = {
      name: 'relais_instance_up',
      labels: { instance, trouble: trouble ?? '' },
      value: trouble === null ? 1 : 0,
    };
    if (certificateEndsAt === null) return [up];
    const value = certificateEndsAt.getTime() / 1_000;
    return [up, { name: 'relais_instance_certificate_end_timestamp_seconds', labels: { instance }, value }];
  });
}

async function otherSamples(database: Database): Promise<readonly Sample[]> {
  const pieces = await countPieces(database);
  const deliveries = await countDeliveries(database);
  const others = await countOthers(database);
  return [
    ...pieces.map(
      (depth): Sample => ({
        name: 'relais_pieces',
        labels: { state: depth.state },
        value: depth.pieces,
      }),
    ),
    ...deliveryStates.map((state): Sample => {
      return { name: 'relais_notices', labels: { state }, value: deliveries.get(state) ?? 0 };
    }),
    { name: 'relais_piece_failures', value: others.pieceFailures },
    { name: 'relais_workers', value: others.workers },
    { name: 'relais_audit_entries_total', value: others.auditEntries },
  ];
}
