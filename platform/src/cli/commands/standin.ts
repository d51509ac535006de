import { PlatformError } from '../../model/errors/platform-error.ts';

export interface StandinCommandOptions {
  readonly release: string;
  readonly port: string;
  readonly host: string;
  readonly contextPath: string;
  /** Ends with the process that started it: when the standard input does. */
  readonly withParent?: boolean;
}

/** `relais standin`: a blank stand-in DHIS2 until Ctrl-C. It is no part of a production install, so it is looked for only now. */
export async function standin(options: StandinCommandOptions): Promise<number> {
  const { runStandin } = await importStandin(() => import('@relais/standin/main.ts'));
  if (options.withParent) endWithStandardInput();
  const { release, port, host, contextPath } = options;
  return runStandin(['--release', release, '--port', port, '--host', host, '--context-path', contextPath]);
}

/** Listening alone does not keep the process alive. */
function endWithStandardInput(): void {
  process.stdin.resume().once('end', () => process.kill(process.pid, 'SIGTERM'));
  process.stdin.unref();
}

/** A module of the stand-in, or `STANDIN_MISSING` where this copy of Relais comes without. */
export async function importStandin<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (cause) {
    const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ERR_MODULE_NOT_FOUND';
    throw isMissing ? new PlatformError('STANDIN_MISSING', { cause }) : cause;
  }
}
