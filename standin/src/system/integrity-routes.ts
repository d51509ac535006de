import type { FastifyInstance } from 'fastify';
import type { Instance } from '../instance.ts';
import { baseUrlOf } from '../metadata/request-context.ts';
import { many, type Query } from '../query.ts';
import { sendWebMessage } from '../web-message.ts';
import { jobMessage, startJob } from './jobs.ts';
import { factsOf } from './release-facts.ts';

/** `/api/dataIntegrity`: the release's checks by name; a run finds nothing. */
export function registerIntegrityRoutes(app: FastifyInstance, instance: Instance): void {
  app.get('/api/dataIntegrity', () => factsOf(instance.release).integrityChecks);
  app.get('/api/dataIntegrity/summary', () => ({}));
  app.get('/api/dataIntegrity/details', () => ({}));
  for (const [kind, type, legacyName] of [
    ['summary', 'SUMMARY', 'runSummariesCheck'],
    ['details', 'DETAILS', 'runDetailsCheck'],
  ] as const) {
    app.post(`/api/dataIntegrity/${kind}`, (request, reply) => {
      const checks = many(request.query as Query, 'checks').flatMap((text) => text.split(','));
      const job = startJob(instance, {
        type: 'DATA_INTEGRITY',
        legacyName,
        parameters: { type, checks },
        run: (note) => note('Data integrity checks completed', { completed: true }),
      });
      const checked = checks.length === 0 ? '' : `?checks=${checks.join(',')}`;
      reply.header('Location', `${baseUrlOf(request)}/api/dataIntegrity/${kind}${checked}`);
      return sendWebMessage(reply, jobMessage(instance, job));
    });
  }
}
