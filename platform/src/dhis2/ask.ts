import type { EntryRefusal } from '../model/entry.ts';
import { PlatformError } from '../model/errors/platform-error.ts';
import type { ApiRequest } from './api-request.ts';
import type { Client } from './client.ts';
import { readText, whereabouts } from './read-body.ts';
import { plainText, webMessageSchema } from './reports/web-message.ts';

/** What an instance answered, whatever its status, as text. */
export interface ApiAnswer {
  readonly status: number;
  readonly text: string;
  readonly from: { readonly address: string; readonly request: string };
}

/** Asks one thing; a refusal is an answer. Failures of the connection and of the login are thrown. */
export function ask(client: Client, request: ApiRequest): Promise<ApiAnswer> {
  return client.transport.exchange(request, async (response) => ({
    status: response.status,
    text: await readText(response),
    from: whereabouts(response),
  }));
}

export function isSuccess({ status }: Pick<ApiAnswer, 'status'>): boolean {
  return status >= 200 && status < 300;
}

/** Why something was not taken or not given out, in the server's words. */
export function refusalFrom({ status, text }: Pick<ApiAnswer, 'status' | 'text'>): {
  readonly code: string;
  readonly message: string;
} {
  const { errorCode, message = plainText(text) } = webMessageSchema.safeParse(jsonOrNothing(text)).data ?? {};
  return { code: errorCode ?? `HTTP_${status}`, message: message.slice(0, 300) || `HTTP ${status}` };
}

/** The same of an entry. */
export function refusalOfEntry(key: string, answer: ApiAnswer): EntryRefusal {
  return { key, ...refusalFrom(answer) };
}

/** The failure for a reading that was refused. */
export function unreadable(answer: ApiAnswer): PlatformError {
  const code = answer.status >= 500 ? 'DHIS2_SERVER_ERROR' : 'DHIS2_REQUEST_REFUSED';
  return new PlatformError(code, {
    args: { ...answer.from, status: answer.status, message: refusalFrom(answer).message },
  });
}

function jsonOrNothing(text: string): unknown {
  if (!text.startsWith('{')) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
