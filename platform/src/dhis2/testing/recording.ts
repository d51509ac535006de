import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';

/** The releases whose exchanges with a real server were recorded. */
export const recordedReleases = ['2.40.1', '2.41.5.1', '2.42.4.1'] as const;

const exchangeSchema = z.object({
  step: z.string(),
  request: z.object({ method: z.string(), path: z.string(), body: z.unknown() }),
  response: z.object({ status: z.number(), body: z.unknown() }),
});
export type Exchange = z.infer<typeof exchangeSchema>;

/** A recorded file of a release, as text. */
export function readFixture(release: string, name: string): string {
  const file = new URL(`../../../../standin/fixtures/${release}/${name}.gz`, import.meta.url);
  return gunzipSync(readFileSync(file)).toString('utf8');
}

/** What a real server of a release was asked and answered, in order. */
export function readRecording(release: string): { exchanges: readonly Exchange[]; step(name: string): Exchange } {
  const exchanges = readFixture(release, 'exchanges.jsonl')
    .trim()
    .split('\n')
    .map((line) => exchangeSchema.parse(JSON.parse(line)));
  return {
    exchanges,
    step: (name) => {
      const found = exchanges.find((exchange) => exchange.step === name);
      if (found === undefined) throw new Error(`No step ${name} in the recording of ${release}`);
      return found;
    },
  };
}
