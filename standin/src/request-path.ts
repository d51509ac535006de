/** Outside the application's context path nothing is served; this path is never registered. */
const NOWHERE = '/__standin_nowhere';

/**
 * The path as the routes know it: without context path, without the version of `/api/42/…` (API.md §1), and
 * without `.json`, which DHIS2 takes as a name of the format. In the stores it takes whatever follows the last dot for one,
 * so that a key `plan.v2` is read and written as `plan` (seen on 2.40.1, 2.41.5.1 and 2.42.4.1).
 */
export function apiPath(url: string, contextPath: string): string {
  if (contextPath && !url.startsWith(`${contextPath}/`)) return NOWHERE;
  const [path = '/', ...query] = url.slice(contextPath.length).split('?');
  const plain = path.replace(/^\/api\/(2[89]|3\d|4[0-3])\//, '/api/');
  const isStore = /^\/api\/(user)?dataStore\//i.test(plain);
  const bare = plain.replace(isStore ? /\.[^./]*$/ : /\.json$/, '');
  return query.length > 0 ? `${bare}?${query.join('?')}` : bare;
}
