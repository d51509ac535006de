import type { AddressInfo } from 'node:net';
import Fastify, { type FastifyInstance } from 'fastify';
import { areas } from './areas.ts';
import { createSessions, registerAuthentication } from './auth.ts';
import { registerBodyParsers } from './body.ts';
import { registerCompression } from './compression.ts';
import { createInstance, type InstanceOptions } from './create-instance.ts';
import { type Faults, faultsOf, registerFaults } from './faults.ts';
import type { Instance } from './instance.ts';
import { registerLoginPage } from './login-page.ts';
import { sendNotFoundPage } from './not-found-page.ts';
import { apiPath } from './request-path.ts';
import { sendWebMessage, WebMessageError, webMessage } from './web-message.ts';

/** What a stand-in server is started with. */
export interface StandinOptions extends InstanceOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** Loopback by default. */
  readonly host?: string;
  /** For example `/dhis`: where the application lives below the host. */
  readonly contextPath?: string;
}

/** A running stand-in. */
export interface Standin {
  /** With the context path, without a slash at the end. */
  readonly url: string;
  readonly instance: Instance;
  /** What it is told to do wrong. */
  readonly faults: Faults;
  close(): Promise<void>;
}

const BODY_LIMIT_BYTES = 512 * 1024 * 1024;

/** Builds the HTTP application of an instance, without listening. */
export function buildApp(instance: Instance, contextPath = ''): FastifyInstance {
  const app = Fastify({
    bodyLimit: BODY_LIMIT_BYTES,
    forceCloseConnections: true,
    rewriteUrl: (request) => apiPath(request.url ?? '/', contextPath),
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 500 },
  });
  registerBodyParsers(app);
  const sessions = createSessions();
  registerCompression(app);
  registerFaults(app, instance, () => sessions.expireAll());
  registerAuthentication(app, instance, sessions, contextPath);
  registerLoginPage(app, instance);
  app.setErrorHandler((error, _request, reply) => {
    if (error instanceof WebMessageError) return sendWebMessage(reply, error.body);
    return sendWebMessage(reply, webMessage(500, error instanceof Error ? error.message : String(error)));
  });
  app.setNotFoundHandler((_request, reply) => sendNotFoundPage(reply));
  for (const register of areas) register(app, instance);
  return app;
}

/**
 * Starts a blank stand-in DHIS2 of a release.
 * @throws Error when the release was never recorded or the port is taken.
 */
export async function startStandin(options: StandinOptions): Promise<Standin> {
  const { port = 0, host = '127.0.0.1', contextPath = '' } = options;
  const instance = createInstance(options);
  const app = buildApp(instance, contextPath);
  await app.listen({ port, host });
  const address = app.server.address() as AddressInfo;
  return {
    url: `http://${host}:${address.port}${contextPath}`,
    instance,
    faults: faultsOf(instance),
    close: () => app.close(),
  };
}
