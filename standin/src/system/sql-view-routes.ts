import type { FastifyInstance } from 'fastify';
import type { Instance } from '../instance.ts';
import { sendWebMessage, WebMessageError, webMessage } from '../web-message.ts';

/** Tables of DHIS2's database that queries may name; tracker's were renamed in 2.41 (API.md §5.3). */
const TABLES: ReadonlySet<string> = new Set(['organisationunit', 'dataelement', 'datavalue', 'indicator', 'users']);
const TRACKER_TABLES = {
  before41: new Set(['trackedentityinstance', 'programinstance', 'programstageinstance']),
  from41: new Set(['trackedentity', 'enrollment', 'event']),
} as const;

/** `POST /api/sqlViews/{uid}/execute`: makes a view, or says why the database did not (recorded on three releases). */
export function registerSqlViewRoutes(app: FastifyInstance, instance: Instance): void {
  app.post<{ Params: { uid: string } }>('/api/sqlViews/:uid/execute', (request, reply) => {
    const view = instance.metadata.find('sqlViews', request.params.uid);
    if (!view) throw new WebMessageError(404, 'SQL view not found');
    const refusal = { errorCode: 'E1004' };
    if (view.type === 'QUERY') throw new WebMessageError(409, 'SQL view is a query, no view to create', refusal);
    const missing = tablesOf(String(view.sqlQuery)).find((table) => !isTable(instance.minor, table));
    if (missing !== undefined) throw new WebMessageError(409, `ERROR: relation "${missing}" does not exist`, refusal);
    return sendWebMessage(reply, webMessage(201, 'SQL view created'));
  });
}

function tablesOf(query: string): string[] {
  return [...query.matchAll(/\b(?:from|join)\s+(\w+)/gi)].flatMap(([, table]) => table?.toLowerCase() ?? []);
}

function isTable(minor: number, table: string): boolean {
  return TABLES.has(table) || TRACKER_TABLES[minor >= 41 ? 'from41' : 'before41'].has(table);
}
