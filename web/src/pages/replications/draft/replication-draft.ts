import { nameSchema } from '@relais/contract/words.ts';
import type { Replication, ReplicationToDefine } from '../../../api/replications.ts';
import { emptyOptions, type RunOptions, readOptions } from './draft-options.ts';

/** A replication while somebody defines it. */
export interface ReplicationDraft {
  readonly name: string;
  readonly source: string;
  readonly target: string;
  readonly options: RunOptions;
}

export const emptyDraft: ReplicationDraft = { name: '', source: '', target: '', options: emptyOptions };

export function draftOf({ name, source, target, options }: Replication): ReplicationDraft {
  return { name, source, target, options: readOptions(options).options };
}

/** A name that says what it is; the person may choose another. */
export function suggestedName({ source, target }: ReplicationDraft): string {
  return source === '' || target === '' ? '' : `${source}-${target}`;
}

export function toDefine(draft: ReplicationDraft): ReplicationToDefine {
  return { ...draft, name: draft.name === '' ? suggestedName(draft) : draft.name };
}

export type EndsMistake = 'missingSource' | 'missingTarget' | 'sameEnds';

export function endsMistake({ source, target }: ReplicationDraft): EndsMistake | undefined {
  if (source === '') return 'missingSource';
  if (target === '') return 'missingTarget';
  return source === target ? 'sameEnds' : undefined;
}

export function isGoodName(name: string): boolean {
  return nameSchema.safeParse(name).success;
}

/** What would be compared or run: two drafts alike give the same. */
export function planKey({ source, target, options }: ReplicationDraft): string {
  return JSON.stringify([source, target, options]);
}
