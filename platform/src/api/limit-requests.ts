import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Principal } from '../access/principal.ts';
import { PlatformError } from '../model/errors/platform-error.ts';
import type { RequestLimits } from './api-parts.ts';
import type { Route } from './route.ts';

/** Counts requests, and refuses what is too many. */
export interface RequestGuard {
  /** @throws PlatformError REQUESTS_TOO_MANY. */
  assertAddress(request: FastifyRequest, route: Pick<Route, 'isProof'>): Promise<void>;
  /** @throws PlatformError REQUESTS_TOO_MANY. */
  assertAccount(request: FastifyRequest, principal: Principal): Promise<void>;
}

const minuteMs = 60_000;
/** Needs the plug-in of `@fastify/rate-limit`; counts in the memory of the process. */
export function createRequestGuard(app: FastifyInstance, limits: RequestLimits): RequestGuard {
  const limit = (max: number, keyGenerator: (request: FastifyRequest) => string) =>
    app.createRateLimit({ max, timeWindow: minuteMs, keyGenerator });
  const accounts = new WeakMap<FastifyRequest, number>();
  const byAddress = limit(limits.perAddressAndMinute, ({ ip }) => ip);
  const byProof = limit(limits.proofsPerAddressAndMinute, ({ ip }) => `proof ${ip}`);
  const byAccount = limit(limits.perAccountAndMinute, (request) => `account ${accounts.get(request)}`);
  return {
    assertAddress: async (request, { isProof }) => {
      assertAllowed(await byAddress(request));
      if (isProof === true) assertAllowed(await byProof(request));
    },
    assertAccount: async (request, { userId }) => {
      accounts.set(request, userId);
      assertAllowed(await byAccount(request));
    },
  };
}

type Count = Awaited<ReturnType<ReturnType<FastifyInstance['createRateLimit']>>>;

function assertAllowed(count: Count): void {
  if (count.isAllowed || !count.isExceeded) return;
  throw new PlatformError('REQUESTS_TOO_MANY', { args: { seconds: Math.max(1, count.ttlInSeconds) } });
}
