import { pino } from 'pino';
import type { Log } from '../model/log.ts';
import { withoutSecrets } from '../model/redaction.ts';

/**
 * A log of one JSON object a line: `time`, `level`, `msg`, and the fields of `model/log.ts`. Written as it is said: a line that waits in memory
 * is lost with the process.
 */
export function createLog({ write, now }: { readonly write: (line: string) => void; readonly now: () => Date }): Log {
  const logger = pino(
    {
      base: null,
      timestamp: () => `,"time":"${now().toISOString()}"`,
      formatters: {
        level: (level) => ({ level }),
        log: (fields) => Object(withoutSecrets(fields)),
      },
      serializers: {},
    },
    { write },
  );
  // pino keeps messages as they are; one may name an address with credentials.
  const clean = (message: string) => String(withoutSecrets(message));
  return {
    info: (fields, message) => logger.info(fields, clean(message)),
    warn: (fields, message) => logger.warn(fields, clean(message)),
    error: (fields, message) => logger.error(fields, clean(message)),
  };
}
