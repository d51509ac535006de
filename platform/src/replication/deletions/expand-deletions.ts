import { PlatformError } from '../../model/errors/platform-error.ts';
import type { SchemaRegistry } from '../../model/schema.ts';
import { expandName } from '../selection.ts';
import { allOthers, type DeletionChoice, type DeletionPolicy } from './deletion-policy.ts';

/**
 * The same choice by single types and classes. The narrower name counts: a type before a word, a word for few before one for many.
 * @throws PlatformError TYPE_NAME_UNKNOWN for a name that the source does not know.
 */
export function expandDeletions(
  choice: DeletionChoice | undefined,
  schemas: SchemaRegistry,
): DeletionChoice | undefined {
  if (choice === undefined) return undefined;
  const unknown: string[] = [];
  const named = Object.entries(choice).flatMap(([name, policy]) => {
    if (name === allOthers) return [];
    const types = expandName(name, schemas);
    if (types === undefined) unknown.push(name);
    return types === undefined ? [] : [{ types, policy }];
  });
  if (unknown.length > 0) throw new PlatformError('TYPE_NAME_UNKNOWN', { args: { names: unknown.join(', ') } });
  const policies: Record<string, DeletionPolicy> = { [allOthers]: choice[allOthers] ?? 'report' };
  for (const { types, policy } of named.sort((left, right) => right.types.length - left.types.length)) {
    for (const type of types) policies[type] = policy;
  }
  return policies;
}
