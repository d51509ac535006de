import { z } from 'zod';
import { PlatformError } from '../../model/errors/platform-error.ts';
import type { ImportStats, ImportStatus } from '../../model/import-report.ts';
import { type ApiResponse, contentTypeOf } from '../api-request.ts';
import { notJson, parseJson, readText, whereabouts } from '../read-body.ts';

/** A reply to an import as it came: `body` is undefined where it was no JSON (a proxy's 413 page, say). */
export interface ImportReply {
  readonly httpStatus: number;
  readonly body: unknown;
  /** The text of a reply that was no JSON, or its status. */
  readonly text: string;
}

/**
 * What wraps most replies of DHIS2. `response` is absent where the server has nothing to say of single objects; raw
 * reports (tracker, asynchronous summaries) come without the wrapper.
 */
export const webMessageSchema = z.looseObject({
  httpStatusCode: z.number().optional(),
  status: z.string().optional(),
  message: z.string().optional(),
  errorCode: z.string().optional(),
  response: z.looseObject({}).optional(),
});

export const statsSchema = z.looseObject({
  created: z.number().default(0),
  updated: z.number().default(0),
  deleted: z.number().default(0),
  ignored: z.number().default(0),
  total: z.number().default(0),
});

export const noStats: ImportStats = { created: 0, updated: 0, deleted: 0, ignored: 0, total: 0 };

export function toStats({ created, updated, deleted, ignored, total }: z.infer<typeof statsSchema>): ImportStats {
  return { created, updated, deleted, ignored, total };
}

/** DHIS2's statuses of metadata, tracker (OK …) and data value imports (SUCCESS …) as ours; ERROR when unknown. */
export function toStatus(status: string | undefined): ImportStatus {
  if (status === 'OK' || status === 'SUCCESS') return 'OK';
  return status === 'WARNING' ? 'WARNING' : 'ERROR';
}

/** Statuses that are answers to an import; the others (401, 403, 404, 405 …) say that there was none. */
const answers = new Set([200, 201, 202, 400, 409, 413, 422, 500]);

/**
 * Reads the reply to an import, whatever its status.
 * @throws PlatformError DHIS2_REQUEST_REFUSED when the account may not import or the endpoint is not there,
 * DHIS2_NOT_JSON for a success that is no JSON.
 */
export async function readImportReply(response: ApiResponse): Promise<ImportReply> {
  const { status } = response;
  const text = await readText(response);
  const isJsonText = contentTypeOf(response).endsWith('json') || /^\s*\{/.test(text);
  if (!answers.has(status)) {
    const message = isJsonText ? messageOf(parseJson(text, response)) : text;
    throw new PlatformError('DHIS2_REQUEST_REFUSED', {
      args: { ...whereabouts(response), status, message: message.slice(0, 300) },
    });
  }
  if (isJsonText) return { httpStatus: status, body: parseJson(text, response), text: '' };
  if (status < 300) throw notJson(response);
  return { httpStatus: status, body: undefined, text: plainText(text) || `HTTP ${status}` };
}

/** The message of a WebMessage; empty where there is none. */
export function messageOf(body: unknown): string {
  return webMessageSchema.safeParse(body).data?.message ?? '';
}

/** A page's words without its markup, shortened: for a finding, not for a browser. */
export function plainText(html: string): string {
  return html
    .replace(/<(script|style)[\s\S]*?<\/\1>/gi, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 300);
}
