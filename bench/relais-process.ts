import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { z } from 'zod';
import { highWaterMark } from './peak-memory.ts';

/** How a `relais` in a process of its own ended, and the most memory that it ever had. */
export interface RelaisRun {
  readonly exitCode: number | null;
  readonly verdict: string;
  readonly dataValues: number;
  readonly seconds: number;
  readonly peakBytes: number;
  /** The stage in which the peak grew last. */
  readonly peakStage: string;
}

const script = join(import.meta.dirname, '../relais');
const sampleMs = 50;

/** A line of the error stream, and the one line of the output (`relais replicate --json`). */
const progressSchema = z.looseObject({ type: z.string(), stage: z.string().default('') });
const resultSchema = z.looseObject({
  verdict: z.string(),
  totals: z.record(z.string(), z.looseObject({ verified: z.number() })),
});

/**
 * Runs `relais replicate SOURCE TARGET --yes --json` as a user does, through the script, which becomes Node.js itself (`exec`).
 * Peak memory is the kernel's own high-water mark of the resident set (`VmHWM`), so no sample can miss it; Linux only.
 */
export async function replicateInProcess(source: string, target: string, dataDirectory: string): Promise<RelaisRun> {
  const start = performance.now();
  const child = spawn(script, ['replicate', source, target, '--yes', '--json'], {
    env: { ...process.env, ...credentials, RELAIS_DATA: dataDirectory },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
  let [stage, verdict, dataValues, peakBytes, peakStage] = ['', 'none', 0, 0, ''];
  const sample = async () => {
    const bytes = await highWaterMark(child.pid);
    if (bytes > peakBytes) [peakBytes, peakStage] = [bytes, stage];
  };
  const timer = setInterval(sample, sampleMs);
  for await (const line of linesOf(child.stderr)) {
    await sample();
    const progress = progressSchema.parse(JSON.parse(line));
    if (progress.type === 'stageStarted') stage = progress.stage;
  }
  for await (const line of linesOf(child.stdout)) {
    const result = resultSchema.parse(JSON.parse(line));
    verdict = result.verdict;
    dataValues = result.totals.dataValues?.verified ?? 0;
  }
  const exitCode = await exited;
  clearInterval(timer);
  return { exitCode, verdict, dataValues, seconds: (performance.now() - start) / 1000, peakBytes, peakStage };
}

const credentials = {
  RELAIS_SOURCE_USERNAME: 'admin',
  RELAIS_SOURCE_PASSWORD: 'district',
  RELAIS_TARGET_USERNAME: 'admin',
  RELAIS_TARGET_PASSWORD: 'district',
};

async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let begun = '';
  for await (const chunk of chunks) {
    const lines = (begun + chunk.toString('utf8')).split('\n');
    begun = lines.pop() ?? '';
    yield* lines;
  }
}
