import { codesSchema, systemSchema } from '@relais/contract/system.ts';
import { may } from '../../access/may.ts';
import type { OpenIdSettings } from '../../access/openid/provider.ts';
import { type ErrorCode, errorCodes } from '../../model/errors/codes.ts';
import { inLanguage, type Language } from '../../model/language.ts';
import { listExplainedCodes } from '../../report/dhis2-codes.ts';
import type { Database } from '../../store/database.ts';
import { countPieces } from '../../store/measures.ts';
import { loadCiphertexts } from '../../store/sealed-secret.ts';
import { listWorkers, loadDatabaseFacts } from '../../store/system-state.ts';
import type { ApiParts } from '../api-parts.ts';
import { statusOf } from '../problem.ts';
import { guardedRoute, openRoute, type Route } from '../route.ts';

const startedAt = new Date(Date.now() - process.uptime() * 1_000);

/** The service itself, and the words of its codes. */
export const systemRoutes: readonly Route[] = [
  guardedRoute({
    method: 'GET',
    path: '/system',
    summary: 'The release, the database, the workers and the queue',
    action: 'settings.see',
    subject: 'none',
    answer: systemSchema,
    handle: async ({ access: { database, now }, parts, principal }) => ({
      ...{ version: parts.version, runtime: `Node.js ${process.version}`, startedAt, now: now() },
      database: await loadDatabaseFacts(database),
      workers: await listWorkers(database),
      queue: await countPieces(database),
      ...(may(principal, 'settings.change') ? await secretFacts(parts, database) : {}),
    }),
  }),
  openRoute({
    method: 'GET',
    path: '/codes',
    summary: 'Every code of a failure or a finding: what it means, and what to do',
    answer: codesSchema,
    handle: async ({ language }) => ({
      errors: Object.keys(errorCodes).map((code) => tellError(code as ErrorCode, language)),
      findings: listExplainedCodes().map(({ area, code, means, remedy }) => ({
        ...{ area, code },
        means: inLanguage(means, language),
        remedy: inLanguage(remedy, language),
      })),
    }),
  }),
];

/** How secrets are kept, and how people log in elsewhere: nothing that opens anything. */
async function secretFacts({ vault, openId }: ApiParts, database: Database) {
  const ciphertexts = await loadCiphertexts(database);
  const sealedByOlderKeys = ciphertexts.filter((ciphertext) => !vault.isCurrent(ciphertext)).length;
  return {
    vault: { keys: vault.keyVersions().length, sealed: ciphertexts.length, sealedByOlderKeys },
    singleSignOn: openId && tellSignOn(openId.settings),
  };
}

function tellSignOn({ issuer, clientId, redirectUri, roles }: OpenIdSettings) {
  const told = roles && {
    ...{ claim: roles.claim, createsUsers: roles.createsUsers },
    values: roles.values.map(([value, role]) => ({ value, role })),
  };
  return { issuer, clientId, redirectAddress: redirectUri, roles: told };
}

function tellError(code: ErrorCode, language: Language) {
  const { retryable: isRetryable = false, ...texts } = errorCodes[code];
  return { code, ...texts[language], status: statusOf(code), isRetryable };
}
