import { z } from 'zod';
import { describeApi } from '../openapi.ts';
import { renderApiPage } from '../render-api-page.ts';
import { openRoute, type Route, textAnswer } from '../route.ts';

/** The description of the API, for programs and for people; made of all routes, these included. */
export function documentRoutes(all: () => readonly Route[], prefix: string): readonly Route[] {
  return [
    openRoute({
      method: 'GET',
      path: '/openapi.json',
      summary: 'The description of the API for programs (OpenAPI 3.1)',
      answer: z.record(z.string(), z.unknown()),
      handle: async ({ parts }) => describeApi(all(), { version: parts.version, prefix }),
    }),
    openRoute({
      method: 'GET',
      path: '/docs',
      summary: 'The description of the API for people',
      produces: ['text/html'],
      handle: async () => textAnswer('text/html; charset=utf-8', renderApiPage(all(), prefix)),
    }),
  ];
}
