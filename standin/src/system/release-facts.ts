import { readFileSync } from 'node:fs';

/** What is constant in a release, read off its recording: lists and defaults that no rule yields. */
export interface ReleaseFacts {
  readonly authorities: readonly string[];
  readonly userSettings: Readonly<Record<string, unknown>>;
  readonly systemSettings: Readonly<Record<string, unknown>>;
  readonly jobConfigurations: readonly Readonly<Record<string, unknown>>[];
  readonly uiLocales: readonly unknown[];
  readonly integrityChecks: readonly unknown[];
  readonly systemInfo: Readonly<Record<string, unknown>>;
}

const RECORDED = ['2.40.1', '2.41.5.1', '2.42.4.1', '2.43.1'];
const cache = new Map<string, ReleaseFacts>();

/** The facts of a release; of 2.40.1 or 2.42.4.1, whichever is nearer, for one of which only the schemas were recorded. */
export function factsOf(release: string): ReleaseFacts {
  const nearest = Number(release.split('.')[1]) < 40 ? '2.40.1' : '2.42.4.1';
  const known = RECORDED.includes(release) ? release : nearest;
  const found = cache.get(known);
  if (found) return found;
  const text = readFileSync(new URL(`./release-facts/${known}.json`, import.meta.url), 'utf8');
  const made = JSON.parse(text) as ReleaseFacts;
  cache.set(known, made);
  return made;
}
