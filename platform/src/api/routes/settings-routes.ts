import {
  ledgersSchema,
  retentionAppliedSchema,
  retentionSchema,
  retentionToSetSchema,
} from '@relais/contract/settings.ts';
import { tell } from '../../access/access.ts';
import { applyRetention, findGivenUpRuns } from '../../schedules/apply-retention.ts';
import { loadLedgerSizes } from '../../store/ledger-size.ts';
import { loadRetention, saveRetention } from '../../store/retention.ts';
import { guardedRoute, type Route } from '../route.ts';

/** What holds for the whole of the service. */
export const settingsRoutes: readonly Route[] = [
  guardedRoute({
    method: 'GET',
    path: '/settings/retention',
    summary: 'How long ledgers and reports are kept',
    action: 'settings.see',
    subject: 'none',
    answer: retentionSchema,
    handle: async ({ access }) => loadRetention(access.database),
  }),
  guardedRoute({
    method: 'PUT',
    path: '/settings/retention',
    summary: 'Sets how long ledgers and reports are kept; what is not named has no end',
    action: 'settings.change',
    subject: 'none',
    body: retentionToSetSchema,
    answer: retentionSchema,
    handle: async ({ access, body: { keepDays, keepRuns } }) => {
      const { database } = access;
      const { appliedAt: _appliedAt, ...before } = await loadRetention(database);
      const after = { keepDays, keepRuns };
      await saveRetention(database, after);
      await tell(access, database, {
        action: 'setting.changed',
        subject: { kind: 'setting', name: 'retention' },
        before,
        after,
      });
      return loadRetention(database);
    },
  }),
  guardedRoute({
    method: 'GET',
    path: '/settings/retention/ledgers',
    summary: 'How much room ledgers take, and which ones the limits give up',
    action: 'settings.see',
    subject: 'none',
    answer: ledgersSchema,
    handle: async ({ access: { database }, parts }) => {
      const { largest, ...sizes } = await loadLedgerSizes(database);
      const told = largest.map(({ runId: run, ...size }) => ({ run, ...size }));
      return { ...sizes, largest: told, expired: await findGivenUpRuns(database, parts.now()) };
    },
  }),
  guardedRoute({
    method: 'POST',
    path: '/settings/retention/apply',
    summary:
      'Removes now what the limits give up, as the service does once a day; broken off, it goes on at the next call',
    action: 'settings.change',
    subject: 'none',
    // Ledgers go chunk by chunk: in one transaction a large one would hold up all others.
    isOnItsOwn: true,
    answer: retentionAppliedSchema,
    handle: async ({ access: { database, actor }, parts, signal }) => {
      const places = { database, dataDirectory: parts.dataDirectory, actor };
      return { removed: await applyRetention(places, parts.now(), signal) };
    },
  }),
];
