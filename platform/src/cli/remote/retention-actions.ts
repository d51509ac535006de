import { ledgersSchema, retentionAppliedSchema, retentionSchema } from '@relais/contract/settings.ts';
import type { Cli } from '../cli.ts';
import { changedRetention, tellLimits, tellRemoved, tellRetention } from '../commands/retention.ts';
import type { RetentionActions } from '../schedule-program.ts';
import type { RemoteService, WithService } from './remote-service.ts';

const path = '/settings/retention';

/** `relais retention …` at a service. */
export function remoteRetentionActions(cli: Cli, within: WithService): RetentionActions {
  return {
    show: (options) =>
      within(async (service) => {
        const { appliedAt, keepDays, keepRuns } = await loadLimits(service);
        const { expired, largest, ...sizes } = await loadLedgers(service);
        const retention = { keepDays, keepRuns, appliedAt: appliedAt === undefined ? undefined : new Date(appliedAt) };
        const shown = { ...sizes, largest: largest.map(({ run: runId, ...size }) => ({ runId, ...size })) };
        return tellRetention(cli, { retention, sizes: shown, expired }, options);
      }),
    set: (options) =>
      within(async (service) => {
        // A limit that is not named stays.
        const policy = changedRetention(await loadLimits(service), options);
        const { keepDays, keepRuns } = retentionSchema.parse(await service.ask('PUT', path, policy));
        return tellLimits(cli, { keepDays, keepRuns }, options);
      }),
    apply: (options) =>
      within(async (service) => {
        if (options.dryRun) return tellRemoved(cli, (await loadLedgers(service)).expired, options);
        const { removed } = retentionAppliedSchema.parse(await service.ask('POST', `${path}/apply`));
        return tellRemoved(cli, removed, options);
      }),
  };
}

async function loadLimits(service: RemoteService) {
  return retentionSchema.parse(await service.ask('GET', path));
}

async function loadLedgers(service: RemoteService) {
  return ledgersSchema.parse(await service.ask('GET', `${path}/ledgers`));
}
