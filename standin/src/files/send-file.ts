import type { FastifyReply } from 'fastify';
import type { Instance } from '../instance.ts';
import type { FileResource } from './file-resource-store.ts';

/** Sends a file resource's content as DHIS2 does: with its name, and up to 2.41 with an ETag of the content. */
export function sendFile(reply: FastifyReply, instance: Instance, file: FileResource, etag?: string): FastifyReply {
  const tag = etag ?? (instance.minor <= 41 ? `0${file.contentMd5}` : undefined);
  if (tag !== undefined) reply.header('ETag', `"${tag}"`);
  return reply
    .type(`${file.contentType};charset=UTF-8`)
    .header('Content-Disposition', `filename=${file.name}`)
    .send(file.content);
}
