import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { accountOf } from '../auth.ts';
import type { Instance } from '../instance.ts';
import { deletedObjectsOf } from '../metadata/deletion.ts';
import { updateOptionCombos } from '../metadata/option-combos.ts';
import { one, type Query } from '../query.ts';
import { sendWebMessage, webMessage } from '../web-message.ts';

type OfCombo = { Params: { uid: string } };

/** `/api/maintenance/*` and `/api/deletedObjects` (API.md §10, §11). */
export function registerMaintenanceRoutes(app: FastifyInstance, instance: Instance): void {
  const updateAll = (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const { uid } = accountOf(request);
    for (const combo of instance.metadata.of('categoryCombos').values()) updateOptionCombos(instance, combo, uid);
    return instance.minor >= 43
      ? sendWebMessage(reply, webMessage(200, 'Category option combos updated'))
      : reply.code(204).send();
  };
  const updateOne = (request: FastifyRequest<OfCombo>, reply: FastifyReply): FastifyReply => {
    const combo = instance.metadata.find('categoryCombos', request.params.uid);
    if (combo) updateOptionCombos(instance, combo, accountOf(request).uid);
    return reply.code(204).send();
  };
  for (const method of ['POST', 'PUT'] as const) {
    app.route({ method, url: '/api/maintenance/categoryOptionComboUpdate', handler: updateAll });
    app.route<OfCombo>({
      method,
      url: '/api/maintenance/categoryOptionComboUpdate/categoryCombo/:uid',
      handler: updateOne,
    });
    app.route({ method, url: '/api/maintenance', handler: (_request, reply) => reply.code(204).send() });
    app.route({ method, url: '/api/maintenance/:task', handler: (_request, reply) => reply.code(204).send() });
  }
  app.get('/api/deletedObjects', (request) => deletedObjects(instance, request.query as Query));
}

const PAGE_SIZE = 50;

function deletedObjects(instance: Instance, query: Query): Record<string, unknown> {
  const klass = one(query, 'klass');
  const since = one(query, 'deletedAt');
  const found = deletedObjectsOf(instance).filter(
    (each) => (klass === undefined || each.klass === klass) && (since === undefined || each.deletedAt >= since),
  );
  if (one(query, 'paging') === 'false') return { deletedObjects: found };
  const pageSize = Number(one(query, 'pageSize') ?? PAGE_SIZE);
  const page = Number(one(query, 'page') ?? 1);
  const pageCount = Math.max(Math.ceil(found.length / pageSize), 1);
  return {
    pager: { page, pageCount, total: found.length, pageSize },
    deletedObjects: found.slice((page - 1) * pageSize, page * pageSize),
  };
}
