import { z } from 'zod';
import type { ImportReport } from '../../model/import-report.ts';
import type { MetadataObject, MetadataType } from '../../model/metadata-object.ts';
import type { Client } from '../client.ts';
import { readMetadata } from '../reader/metadata.ts';
import { decodeMetadataReport } from '../reports/metadata.ts';
import { type ImportReply, noStats, readImportReply } from '../reports/web-message.ts';

const objectReplySchema = z.looseObject({
  status: z.literal('OK'),
  response: z.looseObject({ uid: z.string() }).optional(),
});

/**
 * Writes one object through the endpoint of its type: `PUT /api/<type>/<uid>` where it is there, `POST /api/<type>` where it
 * is not. These go through the same checks as an import, and look up what `/api/metadata` does not (expression items and
 * legend sets of analytical objects, 2.40.1 and 2.41.5.1).
 */
export async function saveThroughOwnEndpoint(
  client: Client,
  type: MetadataType,
  object: MetadataObject,
  signal: AbortSignal,
): Promise<ImportReport> {
  const endpoint = `/api${client.facts.schemas.byPlural.get(type)?.endpoint ?? `/${type}`}`;
  const isThere = await exists(client, type, object.id, signal);
  const reply = await client.transport.exchange(
    {
      method: isThere ? 'PUT' : 'POST',
      path: isThere ? `${endpoint}/${object.id}` : endpoint,
      body: { content: JSON.stringify(object), gzip: false },
      signal,
    },
    readImportReply,
  );
  return isTaken(reply) ? taken(reply, isThere) : decodeObjectReport(reply, client);
}

async function exists(client: Client, type: MetadataType, uid: string, signal: AbortSignal): Promise<boolean> {
  for await (const found of readMetadata(client, type, { uids: [uid], fields: 'id', signal })) {
    if (found.id === uid) return true;
  }
  return false;
}

function isTaken({ httpStatus, body }: ImportReply): boolean {
  return (httpStatus === 200 || httpStatus === 201) && objectReplySchema.safeParse(body).success;
}

function taken({ httpStatus }: ImportReply, isThere: boolean): ImportReport {
  const stats = { ...noStats, total: 1, ...(isThere ? { updated: 1 } : { created: 1 }) };
  return { status: 'OK', stats, errors: [], warnings: [], detailed: true, httpStatus };
}

/** A refusal tells its errors as the report of one object; the import's reader takes it as a report of one type. */
function decodeObjectReport(reply: ImportReply, client: Client): ImportReport {
  const wrapper = z
    .looseObject({ response: z.looseObject({ errorReports: z.array(z.unknown()) }) })
    .safeParse(reply.body);
  if (!wrapper.success) return decodeMetadataReport(reply, client.facts.schemas);
  const { klass } = wrapper.data.response;
  const response = { status: 'ERROR', typeReports: [{ klass, objectReports: [wrapper.data.response] }] };
  return decodeMetadataReport({ ...reply, body: { ...wrapper.data, response } }, client.facts.schemas);
}
