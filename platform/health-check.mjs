// What a container's supervisor runs: exit code 0 when the service can do its work. It listens on 8700 unless an address is given.
import { get } from 'node:http';
import { get as getSecurely } from 'node:https';

const host = process.argv[2] ?? '127.0.0.1:8700';
const path = '/api/v1/health/ready';

/** The status of the answer; undefined where there is none in this way. */
const ask = (send, url) =>
  new Promise((resolve) => {
    const request = send(url, { rejectUnauthorized: false, timeout: 4_000 }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(undefined));
  });

const status = (await ask(get, `http://${host}${path}`)) ?? (await ask(getSecurely, `https://${host}${path}`));
process.exitCode = status === 200 ? 0 : 1;
