import { runCommandLine } from '../../cli/program.ts';
import type { Terminal } from '../../cli/terminal.ts';
import type { Language } from '../../model/language.ts';
import { composeCli } from '../compose.ts';
import { readConfig } from '../config.ts';

export interface Circumstances {
  readonly environment?: Readonly<Record<string, string>>;
  /** Answers on a terminal; nobody is there without. */
  readonly answers?: readonly string[];
  readonly language?: Language;
  /** Ctrl-C. */
  readonly signal?: AbortSignal;
}

/** The command line as a person types it, on a terminal that a test reads. */
export interface CommandLine {
  /** What the last command wrote. */
  readonly out: string;
  readonly err: string;
  /** What all commands wrote. */
  readonly everything: string;
  run(argv: readonly string[], circumstances?: Circumstances): Promise<number>;
}

export function createCommandLine(environment: Readonly<Record<string, string>>): CommandLine {
  const written = { out: '', err: '', everything: '' };
  const output = (stream: 'out' | 'err') => ({
    write: (text: string) => {
      written[stream] += text;
      written.everything += text;
    },
    isLive: false,
    hasColour: false,
    columns: 100,
  });
  return {
    get out() {
      return written.out;
    },
    get err() {
      return written.err;
    },
    get everything() {
      return written.everything;
    },
    run: (argv, circumstances = {}) => {
      written.out = '';
      written.err = '';
      const answers = [...(circumstances.answers ?? [])];
      const terminal: Terminal = {
        out: output('out'),
        err: output('err'),
        canAsk: circumstances.answers !== undefined,
        ask: async (question) => {
          written.everything += question;
          return answers.shift() ?? '';
        },
      };
      const config = readConfig({ ...environment, ...circumstances.environment });
      const { language = 'en', signal = new AbortController().signal } = circumstances;
      return runCommandLine(composeCli({ config, terminal, language, signal }), argv);
    },
  };
}
