import type { Database } from '../store/database.ts';
import { listInstanceHealth, listOverdueReplications } from '../store/measures.ts';
import { removeOldNotices } from '../store/notice-delivery.ts';
import { tellEventOnce } from '../store/notice-event.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Days before its end from which a certificate is told of. */
const certificateDays = 30;
/** A replication with a schedule is overdue when its last good run is older than this. */
const overdueMs = 48 * hourMs;
/** How long events, deliveries and their log are kept. */
const keptMs = 90 * dayMs;

/** Looks for what nobody does and nothing brings about: certificates that end, replications that have long not ended well. Each is told once a day. Forgets notices that are long over. */
export async function watchOver(database: Database, now: Date): Promise<void> {
  await removeOldNotices(database, new Date(now.getTime() - keptMs));
  const once = { now, withinMs: dayMs - hourMs };
  for (const { name: instance, certificateEndsAt } of await listInstanceHealth(database)) {
    if (certificateEndsAt === null) continue;
    const days = Math.floor((certificateEndsAt.getTime() - now.getTime()) / dayMs);
    if (days > certificateDays) continue;
    const args = { instance, days: Math.max(0, days) };
    await tellEventOnce(database, { name: 'instance.certificate-ends', args }, once);
  }
  const latest = new Date(now.getTime() - overdueMs);
  for (const { replication, target, since } of await listOverdueReplications(database, latest)) {
    const hours = Math.floor((now.getTime() - since.getTime()) / hourMs);
    await tellEventOnce(
      database,
      { name: 'replication.overdue', args: { replication, target, hours }, replication },
      once,
    );
  }
}
