import type { FastifyInstance } from 'fastify';
import { rawBody } from '../body.ts';
import type { Instance } from '../instance.ts';
import { instanceState } from '../instance-state.ts';
import { systemSettingsOf } from '../system/settings-routes.ts';
import { sendWebMessage, WebMessageError, webMessage } from '../web-message.ts';
import { parseMultipart } from './multipart.ts';

/** Logos, the custom style and the custom script of an instance, by name. */
const staticContentOf = instanceState(() => new Map<string, Buffer>());

const LOGO_SETTINGS: Readonly<Record<string, string>> = {
  logo_banner: 'keyUseCustomLogoBanner',
  logo_front: 'keyUseCustomLogoFront',
};
const TEXT_TYPES: Readonly<Record<string, string>> = { style: 'text/css', script: 'application/javascript' };

/** `/api/staticContent` and `/api/files` (API.md §7; recorded: files). */
export function registerStaticRoutes(app: FastifyInstance, instance: Instance): void {
  registerLogos(app, instance);
  for (const [name, type] of Object.entries(TEXT_TYPES)) registerText(app, instance, name, type);
}

type OfKey = { Params: { key: string } };

function registerLogos(app: FastifyInstance, instance: Instance): void {
  const content = staticContentOf(instance);
  app.get<OfKey>('/api/staticContent/:key', (request, reply) => {
    const { key } = request.params;
    const isUsed = systemSettingsOf(instance)[LOGO_SETTINGS[key] ?? ''] === true;
    const logo = isUsed ? content.get(key) : undefined;
    const asJson = request.headers.accept?.includes('json') === true || request.headers.accept === '*/*';
    if (asJson && logo) {
      const images = { png: `${request.protocol}://${request.host}/api/staticContent/${key}` };
      return reply.code(302).type('application/json;charset=UTF-8').send(JSON.stringify({ images }));
    }
    if (!asJson && !isUsed) return reply.redirect(`/dhis-web-commons/css/light_blue/${key}.png`, 302);
    if (logo) return reply.type('image/png;charset=UTF-8').send(logo);
    // A 2.40.1 fails with a page of its own; only who asks for JSON is told.
    if (!asJson && instance.minor <= 40) return reply.code(500).type('text/html').send('<html>HTTP Status 500</html>');
    throw new WebMessageError(404, 'No custom file found.');
  });
  app.post<OfKey>('/api/staticContent/:key', (request, reply) => {
    const { key } = request.params;
    const file = parseMultipart(rawBody(request), request.headers['content-type'] ?? '').find(
      (part) => part.name === 'file',
    );
    if (!file) throw new WebMessageError(400, "Missing parameter 'file'");
    if (file.contentType !== 'image/png') {
      const body = webMessage(415, undefined, { status: 'WARNING' });
      return sendWebMessage(reply, { ...body, httpStatus: 'Unsupported Media Type' });
    }
    if (!(key in LOGO_SETTINGS)) throw new WebMessageError(400, 'This key is not supported.');
    content.set(key, Buffer.from(file.content));
    return reply.code(204).send();
  });
}

function registerText(app: FastifyInstance, instance: Instance, name: string, type: string): void {
  const content = staticContentOf(instance);
  app.get(`/api/files/${name}`, (_request, reply) =>
    reply.type(`${type};charset=UTF-8`).send(content.get(name) ?? Buffer.alloc(0)),
  );
  app.post(`/api/files/${name}`, (request, reply) => {
    content.set(name, Buffer.from(rawBody(request)));
    return sendWebMessage(reply, webMessage(200, `Custom ${name} created`));
  });
  app.delete(`/api/files/${name}`, (_request, reply) => {
    content.delete(name);
    return reply.code(204).send();
  });
}
