import { auditVerificationSchema } from '@relais/contract/audit.ts';
import { PlatformError } from '../../model/errors/platform-error.ts';
import type { AuditActions } from '../add-notice-commands.ts';
import type { Cli } from '../cli.ts';
import { deliverExport, exportedTime, parseHead, tellVerification } from '../commands/audit.ts';
import type { WithService } from './remote-service.ts';

/** `relais audit …` at a service. Nobody shortens the trail over the network (`docs/decisions/0035`). */
export function remoteAuditActions(cli: Cli, within: WithService): AuditActions {
  return {
    verify: (options) => {
      const noted = options.head === undefined ? undefined : parseHead(options.head);
      const query = noted === undefined ? '' : `?${new URLSearchParams({ seq: String(noted.seq), hash: noted.hash })}`;
      return within(async ({ ask }) => {
        const answer = auditVerificationSchema.parse(await ask('GET', `/audit/verification${query}`));
        const absent = { first: undefined, head: undefined, shortenedAt: undefined, broken: undefined };
        return tellVerification(cli, { ...absent, ...answer }, options);
      });
    },
    exportTrail: (options) => {
      const { since, until } = exportedTime(options);
      const query = new URLSearchParams({
        language: cli.language,
        ...(since && { since: since.toISOString() }),
        ...(until && { until: until.toISOString() }),
      });
      const path = `/audit/export.${options.csv ? 'csv' : 'json'}?${query}`;
      return within(async ({ download }) => deliverExport(cli, await download(path), options));
    },
    shorten: async (date) => {
      throw new PlatformError('REMOTE_AUDIT_KEPT', { args: { date } });
    },
  };
}
