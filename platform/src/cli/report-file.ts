import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { PlatformError } from '../model/errors/platform-error.ts';
import { renderReport } from '../report/render-report.ts';
import type { RunReport } from '../report/run-report.ts';
import type { Cli } from './cli.ts';

/** Writes the HTML report of a run, by default below the data directory, and gives its path. */
export async function writeHtmlReport(cli: Cli, report: RunReport, file?: string): Promise<string> {
  const name = cli.language === 'fr' ? 'rapport.html' : 'report.html';
  const path = file ?? join(cli.dataDirectory, 'runs', String(report.run.id), name);
  await writeTextFile(path, renderReport(report, cli.language));
  return path;
}

export async function writeTextFile(path: string, content: string | AsyncIterable<string>): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  } catch (cause) {
    // Where the content comes from, something else may go wrong than the writing.
    if (cause instanceof PlatformError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new PlatformError('FILE_UNWRITABLE', { args: { file: path, reason }, cause });
  }
}

/** Writes pieces of a text to a file, or to the standard output where that is `-`. */
export async function deliverText(cli: Cli, pieces: AsyncIterable<string>, out: string): Promise<void> {
  if (out !== '-') return writeTextFile(out, pieces);
  for await (const piece of pieces) cli.terminal.out.write(piece);
}

/** A path as people type it: from where they are, if that is shorter. */
export function shortPath(path: string): string {
  const fromHere = relative('', path);
  return fromHere.length + 1 < path.length ? fromHere : path;
}
