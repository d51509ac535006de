import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Below the ports that systems hand out by themselves (Linux from 32768, others from 49152, IANA): one of those may be somebody's connection
 * by the time a server that crashed comes back, and everybody who stays looks for it on the port that it had.
 */
const firstPort = 20_000;
const lastPort = 29_999;
const looks = 100;

/** A port that nobody listens on now. Somebody may take it before PostgreSQL does: then the start is repeated with another. */
export async function findFreePort(): Promise<number> {
  for (let look = 0; look < looks; look++) {
    const port = randomInt(firstPort, lastPort + 1);
    if (await isPortFree(port)) return port;
  }
  throw new Error('no port');
}

/** Listens for a moment; false where that is not to be had. */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.on('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
