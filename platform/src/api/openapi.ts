import { problemSchema } from '@relais/contract/problem.ts';
import { z } from 'zod';
import { type Permission, permissions } from '../access/permissions.ts';
import type { Route } from './route.ts';

type Json = Readonly<Record<string, unknown>>;

/** The description of the API (OpenAPI 3.1, whose schemas are JSON Schema 2020-12), made of the routes themselves. */
export function describeApi(routes: readonly Route[], { version, prefix }: { version: string; prefix: string }): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of routes) {
    const path = prefix + route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: describeRoute(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Relais',
      version,
      description: 'Copies everything that one DHIS2 instance holds into another, and proves it.',
      license: { name: 'BSD-3-Clause', identifier: 'BSD-3-Clause' },
    },
    paths,
    components: {
      schemas: { Problem: schemaOf(problemSchema, 'output') },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'relais' },
        token: { type: 'http', scheme: 'bearer' },
      },
    },
  };
}

function describeRoute(route: Route): Json {
  const { action } = route;
  return {
    operationId: operationIdOf(route),
    summary: route.summary,
    tags: [route.path.split('/')[1] ?? ''],
    ...(action === undefined ? {} : { description: whoMay(action, permissions[action]) }),
    security: action === undefined ? [{}] : [{ session: [] }, { token: [] }],
    parameters: [
      ...parametersOf(route.params, 'path'),
      ...parametersOf(route.query, 'query'),
      ...(route.takesKey === true ? [idempotencyKey] : []),
      ...(isStream(route) ? [lastEventId] : []),
    ],
    ...(route.body === undefined
      ? {}
      : {
          requestBody: { required: true, content: { 'application/json': { schema: schemaOf(route.body, 'input') } } },
        }),
    responses: {
      ...successOf(route),
      default: {
        description: 'A failure, with its stable code',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

function operationIdOf({ method, path }: Route): string {
  const words = path.split('/').flatMap((part) => part.replace(':', 'by-').split(/[-.]/));
  return [method.toLowerCase(), ...words].filter((word) => word !== '').join('_');
}

function whoMay(action: string, { roles, scope }: Permission): string {
  const how = scope === 'person' ? 'in a session only' : `or by a token with the scope ${scope}`;
  return `${action}: ${roles.join(', ')}; ${how}`;
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  description: 'The same key again gives the same answer, and starts nothing',
  schema: { type: 'string', pattern: '^[!-~]{1,200}$' },
};

const lastEventId = {
  name: 'Last-Event-ID',
  in: 'header',
  description: 'What happened after this event is told first',
  schema: { type: 'string', pattern: '^[0-9]{1,15}$' },
};

function isStream({ produces }: Route): boolean {
  return produces?.includes('text/event-stream') === true;
}

function successOf(route: Route): Json {
  const { answer, produces } = route;
  if (answer !== undefined) {
    const content = { 'application/json': { schema: schemaOf(answer, 'output') } };
    return {
      [route.status ?? 200]: { description: route.summary, content },
      ...(route.method === 'GET' ? { 304: { description: 'It is what If-None-Match names' } } : {}),
    };
  }
  if (produces === undefined) return { [route.status ?? 204]: { description: 'Done' } };
  // Of a stream tools look at each event, which is an object.
  const isText = (type: string) => type !== 'application/json' && type !== 'text/event-stream';
  const schemaFor = (type: string) => (isText(type) ? { type: 'string' } : {});
  const content = Object.fromEntries(produces.map((type) => [type, { schema: schemaFor(type) }]));
  return { [route.status ?? 200]: { description: route.summary, content } };
}

function parametersOf(schema: z.ZodType | undefined, place: 'path' | 'query'): readonly Json[] {
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.entries(schema.shape).map(([name, part]) => ({
    name,
    in: place,
    required: place === 'path' || !z.safeParse(part, undefined).success,
    schema: schemaOf(part as z.ZodType, 'output'),
  }));
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _named, ...rest } = z.toJSONSchema(schema, { io, target: 'draft-2020-12', unrepresentable: 'any' });
  return rest;
}
