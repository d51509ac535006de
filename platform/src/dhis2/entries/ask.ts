import type { EntryRefusal } from '../../model/entry.ts';
import { PlatformError } from '../../model/errors/platform-error.ts';
import type { ApiRequest } from '../api-request.ts';
import type { Client } from '../client.ts';
import { readText, whereabouts } from '../read-body.ts';
import { webMessageSchema } from '../reports/web-message.ts';

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

export function isSuccess({ status }: ApiAnswer): boolean {
  return status >= 200 && status < 300;
}

/** Why an entry was not taken, in the server's words. */
export function refusalOfEntry(key: string, answer: ApiAnswer): EntryRefusal {
  const { errorCode, message } = wordsOf(answer);
  return { key, code: errorCode ?? `HTTP_${answer.status}`, message };
}

/** The failure for a reading that was refused. */
export function unreadable(answer: ApiAnswer): PlatformError {
  const code = answer.status >= 500 ? 'DHIS2_SERVER_ERROR' : 'DHIS2_REQUEST_REFUSED';
  return new PlatformError(code, { args: { ...answer.from, status: answer.status, message: wordsOf(answer).message } });
}

function wordsOf({ status, text }: ApiAnswer): { errorCode?: string | undefined; message: string } {
  const { errorCode, message } = webMessageSchema.safeParse(jsonOrNothing(text)).data ?? {};
  return { errorCode, message: message?.slice(0, 300) || `HTTP ${status}` };
}

function jsonOrNothing(text: string): unknown {
  if (!text.startsWith('{')) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
