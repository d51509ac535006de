import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { countAgreement, namedIn } from './replay-comparison.ts';

/** One recorded exchange: a line of `exchanges.jsonl`. */
export interface Exchange {
  readonly step: string;
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly user: string | null;
    readonly body: unknown;
    readonly bodyBase64?: string;
  };
  readonly response: { readonly status: number; readonly body: unknown };
}

/** How one step went. */
export interface StepOutcome {
  readonly step: string;
  readonly agrees: boolean;
  readonly recordedStatus: number;
  readonly status: number;
  /** Share of the recorded leaves that came with the same value, 0 to 1. */
  readonly score: number;
}

/** Recorded exchanges of a release, in order, from the fixtures. */
export function loadExchanges(release: string): Exchange[] {
  const file = new URL(`../fixtures/${release}/exchanges.jsonl.gz`, import.meta.url);
  const lines = gunzipSync(readFileSync(file)).toString('utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Exchange);
}

/** What was recorded of one area of the API (`fixtures/exchanges/<release>/<area>.jsonl`), in order. */
export function loadArea(release: string, area: string): Exchange[] {
  const file = new URL(`../fixtures/exchanges/${release}/${area}.jsonl`, import.meta.url);
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Exchange);
}

/** A step agrees when the status is equal and at least this share of the leaves. */
const NEEDED = 0.95;

/** Replays exchanges, in order, against a server, by the rule of the recorder's own `replay_exchanges.py`. */
export async function replay(baseUrl: string, exchanges: readonly Exchange[]): Promise<StepOutcome[]> {
  const generated = new Map<string, string>();
  const named = new Set<string>();
  const outcomes: StepOutcome[] = [];
  for (const exchange of exchanges) {
    const path = replaced(exchange.request.path, generated);
    if (/(-notifications|async-job)$/.test(exchange.step)) await completion(`${baseUrl}${path}`);
    const { status, body } = await send(baseUrl, path, exchange, generated);
    const known = namedIn(`${JSON.stringify(exchange.request.body)}${path}`);
    for (const uid of known) named.add(uid);
    const recorded = exchange.response.body;
    const score = typeof recorded === 'object' && recorded !== null ? countAgreement(recorded, body, known, named) : 1;
    remember(generated, recorded, body);
    const agrees = status === exchange.response.status && score >= NEEDED;
    outcomes.push({ step: exchange.step, agrees, recordedStatus: exchange.response.status, status, score });
  }
  return outcomes;
}

function replaced(text: string, generated: ReadonlyMap<string, string>): string {
  let out = text;
  for (const [recorded, current] of generated) out = out.replaceAll(recorded, current);
  return out;
}

async function send(
  baseUrl: string,
  path: string,
  { step, request }: Exchange,
  generated: ReadonlyMap<string, string>,
): Promise<{ status: number; body: unknown }> {
  const { 'Accept-Encoding': _encoding, ...headers } = request.headers;
  const password = step.includes('wrong') ? 'wrong' : 'district';
  const credentials = Buffer.from(`${request.user}:${password}`).toString('base64');
  const body = bodyOf(request, generated);
  const response = await fetch(`${baseUrl}${path}`, {
    method: request.method,
    headers: { ...headers, ...(request.user === null ? {} : { Authorization: `Basic ${credentials}` }) },
    ...(body === undefined ? {} : { body }),
  });
  return { status: response.status, body: jsonOrNothing(await response.text()) };
}

function bodyOf(
  { body, bodyBase64 }: Exchange['request'],
  generated: ReadonlyMap<string, string>,
): string | Uint8Array<ArrayBuffer> | undefined {
  if (bodyBase64 !== undefined) return new Uint8Array(Buffer.from(bodyBase64, 'base64'));
  if (body === null || body === undefined) return undefined;
  return replaced(typeof body === 'string' ? body : spacedJson(body), generated);
}

/** JSON as the recorder wrote it, with a space after each sign: messages of the server count columns. */
function spacedJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spacedJson).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const parts = Object.entries(value).map(([key, part]) => `${JSON.stringify(key)}: ${spacedJson(part)}`);
  return `{${parts.join(', ')}}`;
}

function jsonOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const MAX_POLLS = 120;
const POLL_MS = 100;

/** Waits until a job's notifications hold a completed one. */
async function completion(url: string): Promise<void> {
  const headers = { Authorization: `Basic ${Buffer.from('admin:district').toString('base64')}` };
  for (let poll = 0; poll < MAX_POLLS; poll += 1) {
    const notifications = jsonOrNothing(await (await fetch(url, { headers })).text());
    const isDone = (each: unknown): boolean => (each as { completed?: unknown } | null)?.completed === true;
    if (Array.isArray(notifications) && notifications.some(isDone)) return;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** Ids that the recorded server and this one made up for the same thing; later steps name them. */
function remember(generated: Map<string, string>, recorded: unknown, current: unknown): void {
  const [one, other] = [idsIn(recorded), idsIn(current)];
  one.forEach((id, at) => {
    const made = other[at];
    if (id !== undefined && made !== undefined) generated.set(id, made);
  });
}

interface Answer {
  readonly potentialDuplicates?: readonly { readonly id?: unknown }[];
  readonly response?: { readonly id?: unknown; readonly fileResource?: { readonly id?: unknown } } | null;
}

function idsIn(body: unknown): (string | undefined)[] {
  const answer = body as Answer | null | undefined;
  const response = answer?.response;
  const ids = [response?.id, response?.fileResource?.id, answer?.potentialDuplicates?.[0]?.id];
  return ids.map((id) => (typeof id === 'string' && id !== '' ? id : undefined));
}
