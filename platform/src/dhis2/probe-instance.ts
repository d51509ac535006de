import { PlatformError } from '../model/errors/platform-error.ts';
import { parseAddress } from './address.ts';
import { openHttp } from './http-attempt.ts';
import type { OutgoingPolicy } from './outgoing/guarded-connector.ts';
import { readText } from './read-body.ts';

/** A server that takes longer for this is not back yet. */
const patienceMs = 10_000;
/** What gateways and starting servers say: nobody is behind. 404 is Tomcat without DHIS2. */
const notThere: ReadonlySet<number> = new Set([404, 429, 502, 503, 504]);

/**
 * One cheap request, without credentials, of an instance that was down: `/api/system/ping` (API.md §1). Whatever DHIS2 itself
 * answers says that it is back, so any certificate does.
 */
export async function isInstanceUp(
  address: string,
  outgoing: OutgoingPolicy | undefined,
  signal: AbortSignal,
): Promise<boolean> {
  const timeouts = { connectMs: patienceMs, headersMs: patienceMs, bodyMs: patienceMs };
  const where = parseAddress(address);
  const http = openHttp({ where, allowSelfSigned: true, connections: 1, timeouts, outgoing });
  const headers = { 'x-requested-with': 'XMLHttpRequest', 'user-agent': 'Relais/0.1' };
  try {
    const response = await http.attempt({ path: '/api/system/ping', signal }, headers);
    await readText(response);
    return !notThere.has(response.status);
  } catch (error) {
    if (error instanceof PlatformError) return false;
    throw error;
  } finally {
    await http.close();
  }
}
