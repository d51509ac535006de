/** What runs sent and received, and when certificates end (`0011-measures.sql`). */
export interface MeasureTables {
  run_traffic: RunTrafficTable;
  instance_certificate: InstanceCertificateTable;
}

export interface RunTrafficTable {
  run_id: number;
  side: 'source' | 'target';
  requests: number;
  retries: number;
  sent_bytes: number;
  received_bytes: number;
}

export interface InstanceCertificateTable {
  address: string;
  ends_at: Date;
  issuer: string;
  seen_at: Date;
}
