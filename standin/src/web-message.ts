import type { FastifyReply } from 'fastify';

/** The envelope of nearly every DHIS2 answer that is no export (API.md §4.4). */
export interface WebMessage {
  httpStatus: string;
  httpStatusCode: number;
  status: 'OK' | 'WARNING' | 'ERROR';
  message?: string;
  devMessage?: string;
  errorCode?: string;
  response?: unknown;
}

const REASONS: Record<number, string> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  500: 'Internal Server Error',
};

type Extra = Pick<WebMessage, 'devMessage' | 'errorCode' | 'response'>;

/** Builds the envelope for an HTTP status; `status` is ERROR from 400 on unless the extra part says otherwise. */
export function webMessage(
  code: number,
  message?: string,
  extra: Extra & { status?: WebMessage['status'] } = {},
): WebMessage {
  const { status, ...rest } = extra;
  return {
    httpStatus: REASONS[code] ?? String(code),
    httpStatusCode: code,
    status: status ?? (code < 400 ? 'OK' : 'ERROR'),
    ...(message === undefined ? {} : { message }),
    ...rest,
  };
}

/** How a release calls the kind of `response`: 2.42 alone adds the name of the envelope (recorded). */
export function responseTypeOf(minor: number, kind: string): string {
  return minor === 42 ? `${kind}WebMessageResponse` : kind;
}

/** An answer that ends a request early; the server's error handler sends it as it is. */
export class WebMessageError extends Error {
  readonly body: WebMessage;

  constructor(code: number, message: string, extra: Extra & { status?: WebMessage['status'] } = {}) {
    super(message);
    this.body = webMessage(code, message, extra);
  }
}

/** Sends an envelope with its own status code. */
export function sendWebMessage(reply: FastifyReply, body: WebMessage): FastifyReply {
  return reply.code(body.httpStatusCode).type('application/json;charset=UTF-8').send(JSON.stringify(body));
}
