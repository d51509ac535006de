/** A measure, declared once: what a monitoring system reads, and what the dashboard and the alert rules may name. */
export interface Metric {
  readonly kind: 'counter' | 'gauge';
  readonly help: string;
  readonly labels: readonly string[];
}

/** Every measure of Relais, by its name in the format of Prometheus; those of the process itself (`process_…`, `nodejs_…`) come on top. */
export const metrics = {
  relais_runs: { kind: 'gauge', help: 'Runs by their present state.', labels: ['state'] },
  relais_runs_finished_total: {
    kind: 'counter',
    help: 'Runs that have ended, by what was asked and by how they ended.',
    labels: ['mode', 'state'],
  },
  relais_run_seconds_total: {
    kind: 'counter',
    help: 'Seconds from first start to end of the runs that have ended; with relais_runs_finished_total the mean.',
    labels: ['mode', 'state'],
  },
  relais_objects_total: {
    kind: 'counter',
    help: 'Objects and data by what became of them, of runs that have ended.',
    labels: ['result'],
  },
  relais_data_values_total: {
    kind: 'counter',
    help: 'Data values by what became of them, of runs that have ended.',
    labels: ['result'],
  },
  relais_bytes_total: {
    kind: 'counter',
    help: 'Bytes of bodies as they went over the line, by side (source, target) and direction (sent, received).',
    labels: ['side', 'direction'],
  },
  relais_requests_total: { kind: 'counter', help: 'Requests to instances, repeated ones included.', labels: ['side'] },
  relais_request_retries_total: {
    kind: 'counter',
    help: 'Requests that failed and were sent again.',
    labels: ['side'],
  },
  relais_pieces: { kind: 'gauge', help: 'Pieces of runs that go on: the depth of the queue.', labels: ['state'] },
  relais_piece_failures: { kind: 'gauge', help: 'Failed attempts at the pieces that are kept.', labels: [] },
  relais_workers: { kind: 'gauge', help: 'Workers that were seen within the last minute.', labels: [] },
  relais_last_good_run_timestamp_seconds: {
    kind: 'gauge',
    help: 'When the last run ended that left the target identical to its source, but for refusals.',
    labels: ['source', 'target', 'replication'],
  },
  relais_instance_up: {
    kind: 'gauge',
    help: '0 while an instance does not answer or refuses the account, as far as is known.',
    labels: ['instance', 'trouble'],
  },
  relais_instance_certificate_end_timestamp_seconds: {
    kind: 'gauge',
    help: 'When the certificate ends that an instance showed last.',
    labels: ['instance'],
  },
  relais_notices: { kind: 'gauge', help: 'Notices of the log, by what became of them.', labels: ['state'] },
  relais_audit_entries_total: {
    kind: 'counter',
    help: 'Entries of the audit trail, removed ones included.',
    labels: [],
  },
} as const satisfies Record<string, Metric>;

export type MetricName = keyof typeof metrics;
