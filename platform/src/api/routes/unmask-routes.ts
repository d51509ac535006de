import { findingParamsSchema, unmaskedSchema } from '@relais/contract/unmask.ts';
import { tell } from '../../access/access.ts';
import { readTrackerValues } from '../../dhis2/reader/tracker-object.ts';
import { PlatformError } from '../../model/errors/platform-error.ts';
import { isTrackerType } from '../../model/tracker-objects.ts';
import { isUid } from '../../model/uid.ts';
import { findFinding } from '../../store/finding.ts';
import { loadRun } from '../../store/run.ts';
import { aboutRun } from '../about.ts';
import { instancePoolOf } from '../instance-pool.ts';
import { guardedRoute, type Route } from '../route.ts';

/** Values of persons, which the ledger does not keep: they are read from the source, and that they were shown is told. */
export const unmaskRoutes: readonly Route[] = [
  guardedRoute({
    method: 'POST',
    path: '/runs/:id/findings/:finding/unmask',
    summary: 'Shows the values of the object of tracker data that a finding names; the audit trail is told',
    action: 'finding.unmask',
    subject: aboutRun,
    params: findingParamsSchema,
    isOnItsOwn: true,
    answer: unmaskedSchema,
    handle: async ({ access, parts, params: { id, finding: number }, signal }) => {
      const { database, now } = access;
      const finding = await findFinding(database, id, number);
      if (finding === undefined) throw new PlatformError('FINDING_UNKNOWN', { args: { run: id, finding: number } });
      const { type, key } = finding;
      if (!isTrackerType(type) || !isUid(key)) throw new PlatformError('FINDING_NOT_MASKED', { args: { type } });
      const { sourceReference } = await loadRun(database, id);
      const { transport } = await instancePoolOf(parts).open(sourceReference, signal);
      const values = transport && (await readTrackerValues(transport, type, key, signal));
      if (values === undefined) throw new PlatformError('OBJECT_UNKNOWN', { args: { type, uid: key } });
      // Told before it is shown.
      await tell(access, database, {
        action: 'value.unmasked',
        subject: { kind: 'finding', name: `${type} ${key}` },
        runId: id,
        after: { source: sourceReference, fields: values.map(({ field }) => field) },
      });
      return { type, key, values, readAt: now() };
    },
  }),
];
