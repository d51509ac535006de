import type { FastifyReply } from 'fastify';

/** Tomcat's own page: what DHIS2 answers for a path that no controller serves, in every recorded release. */
export function sendNotFoundPage(reply: FastifyReply): FastifyReply {
  return reply
    .code(404)
    .type('text/html;charset=utf-8')
    .send(
      '<!doctype html><html lang="en"><head><title>HTTP Status 404 – Not Found</title></head>' +
        '<body><h1>HTTP Status 404 – Not Found</h1></body></html>',
    );
}
