import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

/** Where the command line reads and writes; results go to `out`, all else to `err`. */
export interface Terminal {
  readonly out: Output;
  readonly err: Output;
  /** Whether somebody is there to answer questions. */
  readonly canAsk: boolean;
  /** Asks for a line; the answer does not show when it is a secret. */
  ask(question: string, options: { readonly isSecret: boolean; readonly signal: AbortSignal }): Promise<string>;
}

export interface Output {
  write(text: string): void;
  /** A terminal that can move its cursor. */
  readonly isLive: boolean;
  readonly hasColour: boolean;
  readonly columns: number;
}

const usualColumns = 80;

interface Streams {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
}

export interface TerminalOptions {
  /** The terminal says that it cannot move its cursor (`TERM=dumb`). */
  readonly isDumb: boolean;
  /** The user wants no colours (`NO_COLOR`). */
  readonly isColourless: boolean;
}

/** The terminal of a process. Colours and moving lines are for terminals only, stream by stream. */
export function openTerminal(streams: Streams, { isDumb, isColourless }: TerminalOptions): Terminal {
  const output = (stream: NodeJS.WriteStream): Output => ({
    write: (text) => stream.write(text),
    isLive: stream.isTTY && !isDumb,
    hasColour: stream.isTTY && !isDumb && !isColourless,
    get columns() {
      // A terminal without a window (a pseudo-terminal of a program) says 0.
      return stream.columns || usualColumns;
    },
  });
  return {
    out: output(streams.stdout),
    err: output(streams.stderr),
    canAsk: streams.stdin.isTTY === true,
    ask: (question, options) => ask(streams, question, options),
  };
}

async function ask(
  streams: Streams,
  question: string,
  options: { readonly isSecret: boolean; readonly signal: AbortSignal },
): Promise<string> {
  const swallow = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({
    input: streams.stdin,
    output: options.isSecret ? swallow : streams.stderr,
    terminal: true,
  });
  // On a raw terminal Ctrl-C comes as a key, not as a signal.
  reader.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  try {
    if (options.isSecret) streams.stderr.write(question);
    return await reader.question(options.isSecret ? '' : question, { signal: options.signal });
  } finally {
    reader.close();
    if (options.isSecret) streams.stderr.write('\n');
  }
}
