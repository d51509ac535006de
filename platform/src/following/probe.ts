import type { ChangeMark, ChangeReader, Changes } from '../model/changes.ts';
import type { InstanceReader } from '../model/instance.ts';
import type { Watermark } from '../store/following.ts';
import type { SourceCatalogue } from './source-catalogue.ts';

/** The source of a following: an instance that can be asked for changes. */
export type FollowedSource = InstanceReader & { readonly changes: ChangeReader };

/** What a probe is given to look with. */
export interface Looking {
  readonly source: FollowedSource;
  readonly catalogue: SourceCatalogue;
  /** How far the probe's changes were carried; undefined where it never looked. */
  readonly watermark: Watermark | undefined;
  /** By the source's clock: the watermark less what looks overlap. */
  readonly since: string;
  readonly limit: number;
  readonly signal: AbortSignal;
}

/** One question by which a change is noticed. */
export interface Probe {
  /** Stable: its watermark is kept under it. */
  readonly name: string;
  /** The metadata types and classes that it can notice a change of; absent for all metadata types. */
  readonly types?: readonly string[] | undefined;
  /** `dated`: the instance is asked for what changed since. `snapshot`: what it has is compared with what it had. */
  readonly kind: 'dated' | 'snapshot';
  /** How its news are carried: what changed since alone, or the types concerned compared as a whole. */
  readonly carriedBy: 'changes' | 'comparison';
  /** So many times the usual interval may pass between two looks; 1 for every cycle. */
  readonly period: number;
  look(looking: Looking): Promise<Changes & { readonly asOf?: string | undefined }>;
}

/** What is new among the marks of a look, and what is to be remembered of it once that is carried. */
export interface Sight {
  readonly fresh: readonly ChangeMark[];
  readonly seen: Readonly<Record<string, string>>;
}

/**
 * Tells news from what was carried before. A look that was cut brings news always: what it did not list is not known. A first snapshot is no
 * news: it is what the comparison of everything begins from.
 */
export function newsOf(kind: Probe['kind'], { marks, isCut }: Changes, watermark: Watermark | undefined): Sight {
  const seen = Object.fromEntries(marks.map(({ type, key, at }) => [`${type}/${key}`, at]));
  if (watermark === undefined && kind === 'snapshot') return { fresh: [], seen };
  const before = watermark?.seen ?? {};
  const fresh = marks.filter(({ type, key, at }) => isCut || before[`${type}/${key}`] !== at);
  if (kind === 'dated') return { fresh, seen };
  const gone = Object.keys(before).filter((name) => !Object.hasOwn(seen, name));
  return { fresh: [...fresh, ...gone.map(goneMark)], seen };
}

function goneMark(name: string): ChangeMark {
  const slash = name.indexOf('/');
  return { type: name.slice(0, slash), key: name.slice(slash + 1), at: 'gone' };
}
