import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';

/** How long a server takes: so many requests at a time, each for a moment of its own and for every row that it carries. */
export interface ServerPace {
  /** Requests that are worked on at a time; the others wait in a queue. */
  readonly slots: number;
  readonly requestMs: number;
  /** Milliseconds for each row (value, registration, tracker object) that is read out. */
  readonly readRowMs: number;
  /** The same for each row that is written. */
  readonly writeRowMs: number;
}

/** What a simulated server has done since it was last asked. */
export interface ServerLoad {
  readonly requests: number;
  readonly rowsRead: number;
  readonly rowsWritten: number;
  /** Share of its slots that was occupied, from 0 to 1. */
  readonly occupied: number;
}

export interface SimulatedServer {
  readonly url: string;
  setPace(pace: ServerPace): void;
  /** The load since the last call. */
  takeLoad(): ServerLoad;
  close(): Promise<void>;
}

/** Lets a request go straight through, as long as no pace is set. */
export const unhurried: ServerPace = { slots: 64, requestMs: 0, readRowMs: 0, writeRowMs: 0 };

/** A property that every row of each kind of data has once; `"event"` stands in an event and nowhere else. */
const rowMarks = ['"dataElement":', '"completed":', '"trackedEntityType":', '"enrolledAt":', '"event":'] as const;

/** A stand-in that takes its time: a server between it and whoever asks. */
export async function simulateServer(standinUrl: string): Promise<SimulatedServer> {
  const slots = createSlots();
  let pace = unhurried;
  let load = { requests: 0, rowsRead: 0, rowsWritten: 0 };
  const server = createServer((incoming, outgoing) => {
    slots
      .occupy(async () => {
        const startedMs = performance.now();
        const sent = await readAll(incoming);
        const { answer, body } = await passOn(standinUrl, incoming, sent);
        const [written, read] = [rowsOf(incoming, sent), rowsOf(incoming, body)];
        const isWrite = incoming.method !== 'GET';
        load.requests += 1;
        if (isWrite) load.rowsWritten += written;
        else load.rowsRead += read;
        const rowsMs = isWrite ? written * pace.writeRowMs : read * pace.readRowMs;
        // What the stand-in itself took is part of it.
        await pause(pace.requestMs + rowsMs - (performance.now() - startedMs));
        return { answer, body };
      })
      .then(
        ({ answer, body }) => respond(outgoing, answer, body),
        (error: unknown) => outgoing.destroy(error instanceof Error ? error : new Error(String(error))),
      );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    setPace: (wanted) => {
      pace = wanted;
      slots.setCount(wanted.slots);
    },
    takeLoad: () => {
      const taken = { ...load, occupied: slots.takeOccupied() };
      load = { requests: 0, rowsRead: 0, rowsWritten: 0 };
      return taken;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A queue before so many places; the time in which they were occupied is summed up. */
function createSlots() {
  let [count, busy] = [unhurried.slots, 0];
  let [occupiedMs, sinceMs] = [0, performance.now()];
  const waiting: (() => void)[] = [];
  const occupy = async <T>(work: () => Promise<T>): Promise<T> => {
    if (busy >= count) await new Promise<void>((resolve) => waiting.push(resolve));
    busy += 1;
    const startedMs = performance.now();
    try {
      return await work();
    } finally {
      occupiedMs += performance.now() - startedMs;
      busy -= 1;
      waiting.shift()?.();
    }
  };
  return {
    occupy,
    setCount: (wanted: number) => {
      count = wanted;
    },
    takeOccupied: () => {
      const nowMs = performance.now();
      const share = occupiedMs / (count * (nowMs - sinceMs));
      [occupiedMs, sinceMs] = [0, nowMs];
      return share;
    },
  };
}

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function passOn(standinUrl: string, incoming: IncomingMessage, sent: Buffer) {
  const { host: _host, 'accept-encoding': _encoding, ...headers } = incoming.headers;
  const asked = request(`${standinUrl}${incoming.url}`, { method: incoming.method ?? 'GET', headers });
  asked.end(sent);
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  return { answer, body: await readAll(answer) };
}

function respond(outgoing: ServerResponse, answer: IncomingMessage, body: Buffer): void {
  const { 'transfer-encoding': _chunked, connection: _connection, ...headers } = answer.headers;
  outgoing.writeHead(answer.statusCode ?? 502, { ...headers, 'content-length': body.length });
  outgoing.end(body);
}

/** Rows of data in a body; metadata has none. */
function rowsOf({ url = '' }: IncomingMessage, body: Buffer): number {
  if (!/\/api\/(dataValueSets|completeDataSetRegistrations|tracker)/.test(url)) return 0;
  const isPacked = body[0] === 0x1f && body[1] === 0x8b;
  const text = isPacked ? gunzipSync(body) : body;
  // Values of events and attributes name data elements too; only one kind is counted in each body.
  const marks = /\/tracker/.test(url) ? rowMarks.slice(2) : rowMarks.slice(0, 2);
  return Math.max(0, ...marks.map((mark) => occurrences(text, mark)));
}

function occurrences(text: Buffer, mark: string): number {
  let count = 0;
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + mark.length)) count += 1;
  return count;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, Math.max(0, milliseconds));
  });
}
