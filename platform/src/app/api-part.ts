import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { offerFirstAdministrator } from '../access/invitations.ts';
import { createOpenIdProvider } from '../access/openid/provider.ts';
import { createPasswordHashing } from '../access/password-hashing.ts';
import { type ApiParts, type RequestLimits, usualLimits } from '../api/api-parts.ts';
import type { ServiceAddress } from '../cli/cli.ts';
import { createGuardedFetch } from '../dhis2/outgoing/guarded-fetch.ts';
import { PlatformError } from '../model/errors/platform-error.ts';
import { withoutSecrets } from '../model/redaction.ts';
import { openQueue } from '../queue/work-queue.ts';
import { openVault } from '../vault/open-vault.ts';
import type { Config } from './config.ts';
import type { Part } from './run-parts.ts';
import { prepareWeb } from './web-build.ts';
import { type ServiceSurroundings, sayTo } from './worker-parts.ts';

/** How often the rows of the runs that somebody watches are looked at: once for all who watch. */
const watchMs = 1_000;
/** How long those who are being answered when the service stops may take. */
const drainMs = 10_000;
const sweepMs = 100;

/** The REST API. It listens before the rest of the service is told to begin, so that an address in use is said at once. */
export async function apiPart(
  surroundings: ServiceSurroundings & { readonly version: string },
  address: ServiceAddress,
  signal: AbortSignal,
): Promise<Part> {
  const { createServer } = await import('../api/create-server.ts');
  const { routes } = await import('../api/routes.ts');
  const parts = await partsOf(surroundings, address, signal);
  // The queue's tables are made here, not in the transaction of somebody's request.
  await (await openQueue(parts.database)).close();
  const app = await createServer(parts, routes);
  const { host, port } = address;
  const listened = await app.listen({ host, port }).catch((cause: unknown) => {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    throw new PlatformError('LISTEN_REFUSED', { args: { address: `${host}:${port}`, reason }, cause });
  });
  const url = surroundings.config.url ?? listened;
  sayTo(surroundings)({
    fr: `l’application est sur ${url}, l’API REST sur ${url}/api/v1/docs`,
    en: `the application is at ${url}, the REST API at ${url}/api/v1/docs`,
  });
  await tellFirstLink(surroundings, parts, url);
  return {
    name: 'api',
    run: async (until) => {
      await new Promise<void>((resolve) => {
        if (until.aborted) resolve();
        else until.addEventListener('abort', () => resolve(), { once: true });
      });
      await drain(app);
    },
  };
}

/** Lets nobody in any more, and ends when all have their answers. Those who only listen are told by the signal that the service stops. */
async function drain(app: FastifyInstance): Promise<void> {
  // A connection that is kept for a next request falls idle only after its answer.
  const sweep = setInterval(() => app.server.closeIdleConnections(), sweepMs);
  const cutOff = setTimeout(() => app.server.closeAllConnections(), drainMs);
  try {
    await app.close();
  } finally {
    clearInterval(sweep);
    clearTimeout(cutOff);
  }
}

async function partsOf(
  surroundings: ServiceSurroundings & { readonly version: string },
  { tls }: ServiceAddress,
  signal: AbortSignal,
): Promise<ApiParts> {
  const { config, outgoing, store, version } = surroundings;
  const say = sayTo(surroundings);
  const projectDirectory = join(import.meta.dirname, '../../..');
  return {
    database: store.database,
    vault: await openVault({ key: config.vaultKey, dataDirectory: config.dataDirectory }),
    passwords: createPasswordHashing(),
    now: () => new Date(),
    ...{ outgoing, version, watchMs, signal },
    trustedProxies: config.trustedProxies,
    tls: tls && { cert: await readPem(tls.certFile), key: await readPem(tls.keyFile) },
    limits: limitsOf(config),
    heartbeats: surroundings.heartbeats,
    dataDirectory: config.dataDirectory,
    webDirectory: await prepareWeb({ projectDirectory, say, signal }),
    openId: config.openId && createOpenIdProvider(config.openId, createGuardedFetch(outgoing)),
    onFault: (error, request) => {
      const told = JSON.stringify(withoutSecrets(error));
      say({ fr: `la requête ${request} a échoué : ${told}`, en: `request ${request} failed: ${told}` });
    },
  };
}

/** Proofs of who somebody is stay rare, whatever else is let in. */
function limitsOf({ requestsPerMinute: most }: Config): RequestLimits {
  if (most === undefined) return usualLimits;
  return { ...usualLimits, perAddressAndMinute: most, perAccountAndMinute: most };
}

/** Whoever reads the output of the service may make the first administrator; nobody else can. */
async function tellFirstLink(surroundings: ServiceSurroundings, parts: ApiParts, url: string): Promise<void> {
  const { database, vault, passwords, now } = parts;
  const { demonstration, language, terminal } = surroundings;
  const actor = { kind: 'system', name: 'relais serve' } as const;
  const link = await offerFirstAdministrator({ database, vault, passwords, now, actor });
  const next = demonstration === undefined ? '' : `?next=${encodeURIComponent(demonstration.firstPage)}`;
  const firstLink = link && `${url}/setup${next}#${link.token}`;
  if (demonstration !== undefined) return demonstration.onOpen({ url, firstLink });
  if (firstLink === undefined) return;
  // Not in the log, which is kept and read by others.
  terminal.out.write(
    language === 'fr'
      ? `Premier administrateur, une seule fois et pendant un jour\u00A0: ${firstLink}\n`
      : `First administrator, once and within a day: ${firstLink}\n`,
  );
}

async function readPem(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new PlatformError('FILE_UNREADABLE', { args: { file, reason }, cause });
  });
}
