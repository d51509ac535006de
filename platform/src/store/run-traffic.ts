import { sql } from 'kysely';
import type { Traffic } from '../model/traffic.ts';
import type { Database } from './database.ts';
import { storableText } from './storable-text.ts';

/** Adds to what a run has sent and received; several processes may work on one. */
export async function addTraffic(
  database: Database,
  runId: number,
  side: 'source' | 'target',
  traffic: Traffic,
): Promise<void> {
  await database
    .insertInto('run_traffic')
    .values({
      ...{ run_id: runId, side, requests: traffic.requests, retries: traffic.retries },
      ...{ sent_bytes: traffic.sentBytes, received_bytes: traffic.receivedBytes },
    })
    .onConflict((conflict) =>
      conflict.columns(['run_id', 'side']).doUpdateSet((excluded) => ({
        requests: sql<number>`run_traffic.requests + ${excluded.ref('excluded.requests')}`,
        retries: sql<number>`run_traffic.retries + ${excluded.ref('excluded.retries')}`,
        sent_bytes: sql<number>`run_traffic.sent_bytes + ${excluded.ref('excluded.sent_bytes')}`,
        received_bytes: sql<number>`run_traffic.received_bytes + ${excluded.ref('excluded.received_bytes')}`,
      })),
    )
    .execute();
}

/** Keeps what an instance showed of itself last. */
export async function saveCertificate(
  database: Database,
  address: string,
  certificate: { readonly endsAt: Date; readonly issuer: string },
): Promise<void> {
  const row = { ends_at: certificate.endsAt, issuer: storableText(certificate.issuer), seen_at: new Date() };
  await database
    .insertInto('instance_certificate')
    .values({ address, ...row })
    .onConflict((conflict) => conflict.column('address').doUpdateSet(row))
    .execute();
}
