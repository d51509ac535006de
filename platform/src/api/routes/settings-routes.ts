import { retentionSchema, retentionToSetSchema } from '@relais/contract/settings.ts';
import { tell } from '../../access/access.ts';
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
];
