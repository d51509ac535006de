import type { FastifyInstance } from 'fastify';
import { accountOf } from '../auth.ts';
import { jsonBody } from '../body.ts';
import type { Instance } from '../instance.ts';
import { instanceState } from '../instance-state.ts';
import { idsOf, isJson, type Json } from '../metadata/json.ts';
import { baseUrlOf } from '../metadata/request-context.ts';
import { sendWebMessage, WebMessageError, webMessage } from '../web-message.ts';

const conversations = instanceState<Map<string, Json>>(() => new Map());

/** `/api/messageConversations`; nothing is ever sent (API.md §5.3: they cannot be replicated). Refusals as recorded of 2.40.1 and 2.42.4.1. */
export function registerMessageRoutes(app: FastifyInstance, instance: Instance): void {
  app.post('/api/messageConversations', (request, reply) => {
    const body = jsonBody(request);
    const message = isJson(body) ? body : {};
    assertRecipients(instance, message);
    const id = instance.newUid();
    conversations(instance).set(id, { id, ...message, createdBy: { id: accountOf(request).uid } });
    reply.header('Location', `${baseUrlOf(request)}/api/messageConversations/${id}`);
    return sendWebMessage(reply, webMessage(201, 'Message conversation created'));
  });
  app.get('/api/messageConversations', () => {
    const all = [...conversations(instance).values()];
    const pager = { page: 1, pageCount: 1, total: all.length, pageSize: 50 };
    return { pager, messageConversations: all.map(({ id, subject }) => ({ id, displayName: subject })) };
  });
}

/** Org units are looked up first, then users, then groups; at least one must be named. */
function assertRecipients({ metadata }: Instance, message: Json): void {
  const unknown = (plural: string, property: string) =>
    idsOf(message[property]).find((uid) => metadata.find(plural, uid) === undefined);
  const conflict = (text: string) => new WebMessageError(409, text, { errorCode: 'E1004' });
  const orgUnit = unknown('organisationUnits', 'organisationUnits');
  if (orgUnit !== undefined) throw conflict(`Organisation Unit does not exist: ${orgUnit}`);
  const user = unknown('users', 'users');
  if (user !== undefined) throw conflict(`User does not exist: ${user}`);
  const group = unknown('userGroups', 'userGroups');
  if (group !== undefined) {
    throw new WebMessageError(404, `UserGroup with id ${group} could not be found.`, { errorCode: 'E1005' });
  }
  const named = ['organisationUnits', 'users', 'userGroups'].flatMap((property) => idsOf(message[property]));
  if (named.length === 0) throw conflict('No recipients selected.');
}
