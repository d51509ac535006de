import type { SpanToOpen } from '../model/tracing.ts';
import type { InstanceAddress } from './address.ts';

/** Words of the Web API that may stand in the name of a span. Whatever else is in a path may be a key that somebody chose, or name a person. */
const plainWords = new Set(
  'trackedEntities enrollments events relationships info ping tasks notifiers metadata gist ownership multiple resourceTables maintenance'.split(
    ' ',
  ),
);

/** A request as a trace shows it: its resource, never identifiers, keys or the query (`/api/dataStore/{}/{}`). */
export function spanOfRequest(method: string, path: string, where: InstanceAddress): SpanToOpen {
  const shape = shapeOf(path);
  const { hostname, port } = new URL(where.origin);
  const attributes = {
    'http.request.method': method,
    'url.template': shape,
    'server.address': hostname,
    ...(port !== '' && { 'server.port': Number(port) }),
  };
  return { name: `${method} ${shape}`, attributes, isRequest: true };
}

function shapeOf(path: string): string {
  const [api, ...segments] = path.split('/').filter((segment) => segment !== '');
  const shown = segments.map((segment, index) => {
    const isResource = index === 0 || (index === 1 && /^\d+$/.test(segments[0] ?? ''));
    return (isResource && /^[A-Za-z0-9]+$/.test(segment)) || plainWords.has(segment) ? segment : '{}';
  });
  return `/${[api, ...shown].join('/')}`;
}
