import { healthSchema } from '@relais/contract/health.ts';
import { checkReadiness } from '../../measures/health.ts';
import { PlatformError } from '../../model/errors/platform-error.ts';
import { openRoute, type Route } from '../route.ts';

/** Longer, and whoever asks has given up. */
const readyTimeoutMs = 3_000;

/** What a supervisor and a load balancer ask. They have no account, and are told nothing that helps an attacker. */
export const healthRoutes: readonly Route[] = [
  openRoute({
    method: 'GET',
    path: '/health/live',
    summary: 'Whether the process works; if not, it is to be started anew',
    answer: healthSchema,
    handle: async ({ parts }) => assertWell(parts.heartbeats?.liveness() ?? { isWell: true, checks: [] }),
  }),
  openRoute({
    method: 'GET',
    path: '/health/ready',
    summary: 'Whether the process can answer requests now',
    answer: healthSchema,
    handle: async ({ parts }) => {
      const { aborted: isStopping } = parts.signal;
      return assertWell(await checkReadiness(parts.database, { isStopping, timeoutMs: readyTimeoutMs }));
    },
  }),
];

interface Health {
  readonly isWell: boolean;
  readonly checks: readonly { readonly name: string; readonly isWell: boolean; readonly reason?: string | undefined }[];
}

function assertWell(health: Health): Health {
  if (health.isWell) return health;
  const failing = health.checks.filter(({ isWell }) => !isWell);
  const reason = failing.map((check) => (check.reason === undefined ? check.name : `${check.name} ${check.reason}`));
  throw new PlatformError('NOT_READY', { args: { reason: reason.join(', ') } });
}
