import type { ServerResponse } from 'node:http';
import { type ConnectedInstance, type ConnectOptions, connect } from '../connect.ts';
import type { Clock } from '../retry.ts';
import { type Answer, type SmallServer, sendJson, startSmallServer } from './small-server.ts';

/** What a small instance answers, by path; anything may be replaced by a test. */
export type Answers = Readonly<Record<string, unknown>>;

const property = (name: string) => ({ name, propertyType: 'TEXT', owner: true, persisted: true });

/** A superuser of a 2.42 that holds one org unit: the least that a connection asks for. */
export const wholesome: Answers = {
  '/api/system/info': {
    version: '2.42.4.1',
    revision: '3bdc3c5',
    systemId: 'f87c5279-422f-427d-84bb-8abcd19dab4d',
    systemName: 'Small',
    serverDate: '2026-11-21T23:54:29.614',
    serverTimeZoneId: 'Etc/UTC',
    readOnlyMode: 'off',
  },
  '/api/me': {
    id: 'M5zQapPyTZI',
    username: 'admin',
    authorities: ['ALL'],
    userRoles: [{ id: 'yrB6vc5Ip3r' }],
    organisationUnits: [{ id: 'OUcountry01' }],
    dataViewOrganisationUnits: [],
    teiSearchOrganisationUnits: [],
  },
  '/api/organisationUnits': { organisationUnits: [{ id: 'OUcountry01', name: 'Pays' }] },
  '/api/schemas': {
    schemas: ['dataElement', 'organisationUnit', 'visualization'].map((singular) => ({
      klass: `org.hisp.dhis.${singular}`,
      singular,
      plural: `${singular}s`,
      metadata: true,
      identifiableObject: true,
      relativeApiEndpoint: `/${singular}s`,
      order: 1,
      properties: [property('id'), property('name')],
    })),
  },
};

/** Time that passes at once; what was waited for is written down. */
export function instantClock(): Clock & { readonly waits: number[] } {
  const waits: number[] = [];
  return {
    waits,
    now: () => Date.parse('2026-11-21T23:54:29.614Z'),
    random: () => 0.5,
    sleep: async (ms, signal) => {
      signal.throwIfAborted();
      waits.push(ms);
    },
  };
}

/** Answers from `answers` and, where they have nothing for a path, from `otherwise`. */
export function answerFrom(answers: Answers, otherwise?: Answer): Answer {
  return (request, response, socket) => {
    const body = answers[request.path];
    if (body !== undefined) sendJson(response, body);
    else if (otherwise !== undefined) otherwise(request, response, socket);
    else sendNothing(response);
  };
}

function sendNothing(response: ServerResponse): void {
  sendJson(response, { httpStatusCode: 404, status: 'ERROR', message: 'Not found' }, 404);
}

export const nobody = new AbortController().signal;

export const admin = { kind: 'basic', username: 'admin', password: 'district' } as const;

/** Connects as the tests' superuser, with a clock that does not wait. */
export function connectTo(address: string, options: Partial<ConnectOptions> = {}): Promise<ConnectedInstance> {
  return connect({ name: 'small', address, credentials: admin, clock: instantClock(), ...options }, nobody);
}

/** A small instance and a connection to it, both gone when the test is over. */
export async function startSmallInstance(
  otherwise: Answer,
  answers: Answers = wholesome,
  options: Partial<ConnectOptions> = {},
) {
  const server: SmallServer = await startSmallServer(answerFrom(answers, otherwise));
  const instance = await connectTo(server.url, options);
  const close = async () => {
    await instance.close();
    await server.close();
  };
  return { server, instance, [Symbol.asyncDispose]: close };
}
