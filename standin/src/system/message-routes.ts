import type { FastifyInstance } from 'fastify';
import { accountOf } from '../auth.ts';
import { jsonBody } from '../body.ts';
import type { Instance } from '../instance.ts';
import { instanceState } from '../instance-state.ts';
import { isJson, type Json } from '../metadata/json.ts';
import { baseUrlOf } from '../metadata/request-context.ts';
import { sendWebMessage, webMessage } from '../web-message.ts';

const conversations = instanceState<Map<string, Json>>(() => new Map());

/** `/api/messageConversations`; nothing is ever sent (API.md §5.3: they cannot be replicated). */
export function registerMessageRoutes(app: FastifyInstance, instance: Instance): void {
  app.post('/api/messageConversations', (request, reply) => {
    const body = jsonBody(request);
    const id = instance.newUid();
    conversations(instance).set(id, { id, ...(isJson(body) ? body : {}), createdBy: { id: accountOf(request).uid } });
    reply.header('Location', `${baseUrlOf(request)}/api/messageConversations/${id}`);
    return sendWebMessage(reply, webMessage(201, 'Message conversation created'));
  });
  app.get('/api/messageConversations', () => {
    const all = [...conversations(instance).values()];
    const pager = { page: 1, pageCount: 1, total: all.length, pageSize: 50 };
    return { pager, messageConversations: all.map(({ id, subject }) => ({ id, displayName: subject })) };
  });
}
