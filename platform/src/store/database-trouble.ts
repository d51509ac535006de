/**
 * Classes of SQLSTATE that say nothing about what was asked: connection lost, no resources (53100: the disk is full), operator
 * intervention, system error, and two transactions that met (PostgreSQL, Appendix A).
 */
const troubleClasses: ReadonlySet<string> = new Set(['08', '40', '53', '57', '58']);

/** What the client says without a SQLSTATE, when a connection breaks or nobody answers. */
const connectionCodes: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'DATABASE_UNREACHABLE',
]);
/** node-postgres gives these two no code. */
const brokenConnection = /^(Connection terminated|Client has encountered a connection error)/;

/**
 * Whether a failure is Relais's own database in trouble: what was asked of it is right, and may be asked again when it is
 * well. Failures of instances never look like this: they are `PlatformError`s of their own codes.
 */
export function isDatabaseTrouble(error: unknown): boolean {
  if (error instanceof AggregateError && error.errors.some(isDatabaseTrouble)) return true;
  if (!(error instanceof Error)) return false;
  if (brokenConnection.test(error.message)) return true;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (connectionCodes.has(code) || ('severity' in error && troubleClasses.has(code.slice(0, 2)))) return true;
  // A failure of an instance carries the network's error as its cause.
  return !code.startsWith('DHIS2_') && isDatabaseTrouble(error.cause);
}
