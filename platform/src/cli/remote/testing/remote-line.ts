import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addTestInstance, addTestUser, goodPassword } from '../../../access/testing/open-access.ts';
import { openTestApi, tokenOf } from '../../../api/testing/open-api.ts';
import { type Circumstances, createCommandLine } from '../../../app/testing/command-line.ts';

/** A service with two instances, and the command line of a machine that has nothing of Relais but the program. */
export type RemoteLine = Awaited<ReturnType<typeof openRemoteLine>>;

export async function openRemoteLine() {
  const api = await openTestApi({ now: () => new Date() });
  for (const name of ['capital', 'region']) await addTestInstance(api.access, name);
  const awa = await addTestUser(api.access, 'awa', { role: 'administrator' });
  await addTestUser(api.access, 'binta', { role: 'administrator' });
  await api.app.listen({ host: '127.0.0.1', port: 0 });
  const service = `http://127.0.0.1:${(api.app.server.address() as AddressInfo).port}`;
  const { authorization } = await tokenOf(api, awa);
  const directory = await mkdtemp(join(tmpdir(), 'relais-remote-'));
  const line = createCommandLine({
    RELAIS_SERVICE: service,
    RELAIS_TOKEN: authorization.replace('Bearer ', ''),
    // No database could be opened there.
    RELAIS_DATA: join(directory, 'none'),
    DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none',
  });
  return {
    ...{ api, service, line, directory },
    /** As `awa`, an administrator, by a token with every scope. */
    run: (argv: readonly string[], circumstances: Circumstances = {}) => line.run(argv, circumstances),
    /** As somebody who logs in, `binta` where nobody else is named: what no token may. */
    runAs: (argv: readonly string[], { who = 'binta', ...rest }: Circumstances & { readonly who?: string } = {}) => {
      const person = { RELAIS_TOKEN: '', RELAIS_SERVICE_USERNAME: who, RELAIS_SERVICE_PASSWORD: goodPassword };
      return line.run(argv, { ...rest, environment: { ...person, ...rest.environment } });
    },
    json: async (argv: readonly string[]) => {
      const code = await line.run([...argv, '--json']);
      return { code, answer: JSON.parse(line.out) };
    },
    close: async () => {
      await api.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
