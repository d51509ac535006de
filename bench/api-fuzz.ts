import { spawn } from 'node:child_process';
import { tokenScopes } from '../platform/src/model/user-role.ts';
import { addRunningRun, startApiService } from './api-service.ts';

/**
 * Starts the service and lets `schemathesis` ask it everything that its OpenAPI document describes, once as an administrator and once as a
 * reader: no 5xx, no answer that its schema does not describe. `bench/api-fuzz.ts SCHEMATHESIS [EXAMPLES [PHASES]]`.
 */
const [program = 'schemathesis', examples = '40', phases = 'coverage,fuzzing'] = process.argv.slice(2);
/** Streams have no end; instances that are tested are nobody's; whoever takes their own token away asks nothing more. */
const left = '/events$|/instances/(\\{name\\}/)?test$|/(channels)/\\{name\\}/test$';

const service = await startApiService({ runs: 5 });
let failed = 0;
try {
  await addRunningRun(service.database);
  const tokens = {
    administrator: await service.tokenOf('administrator', tokenScopes),
    reader: await service.tokenOf('reader', ['look']),
  };
  for (const code of await Promise.all(Object.values(tokens).map(fuzz))) failed += code;
  const faults = service
    .said()
    .split('\n')
    .filter((line) => / failed: /.test(line));
  process.stdout.write(`\nfaults in the log of the service: ${faults.length}\n${faults.slice(0, 10).join('\n')}\n`);
  failed += faults.length;
} finally {
  await service.stop();
}
process.exitCode = failed === 0 ? 0 : 1;

async function fuzz(token: string): Promise<number> {
  const checks = ['not_a_server_error', 'status_code_conformance', 'content_type_conformance'];
  const child = spawn(
    program,
    [
      ...['run', `${service.url}/api/v1/openapi.json`, '--phases', phases],
      ...['--checks', [...checks, 'response_headers_conformance', 'response_schema_conformance'].join(',')],
      ...['--max-examples', examples, '--seed', '20261122', '--header', `Authorization: ${token}`],
      ...['--exclude-path-regex', left, '--exclude-operation-id-regex', '^delete_.*tokens'],
      ...[
        '--continue-on-failure',
        '--request-timeout',
        '20',
        '--suppress-health-check',
        'all',
        '--no-shrink',
        '--warnings',
        'off',
        '--no-color',
      ],
    ],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  );
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return code === 0 ? 0 : 1;
}
