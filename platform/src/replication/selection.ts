import { PlatformError } from '../model/errors/platform-error.ts';
import type { SchemaRegistry } from '../model/schema.ts';
import { trackerTypes } from '../model/tracker-objects.ts';
import { carriedClasses } from './stages/stages.ts';

/** The classes of data, beside the metadata types, that a run can be restricted to. */
export const dataClasses: readonly string[] = ['dataValues', 'completeDataSetRegistrations', ...trackerTypes];

/** Words for several types at once. */
function wordsFor(schemas: SchemaRegistry): Readonly<Record<string, readonly string[]>> {
  const metadata = [...schemas.byPlural.values()].filter((schema) => schema.metadata).map((schema) => schema.plural);
  return {
    metadata,
    tracker: trackerTypes,
    completeness: ['completeDataSetRegistrations'],
    data: dataClasses,
  };
}

/**
 * The types and classes that `--only` names, its words for several of them spelled out; undefined for everything.
 * @throws PlatformError TYPE_NAME_UNKNOWN for a name that the source does not know: a slip of the pen must not become a copy of nothing.
 */
export function expandSelection(
  only: readonly string[] | undefined,
  schemas: SchemaRegistry,
): readonly string[] | undefined {
  if (only === undefined) return undefined;
  const unknown = only.filter((name) => expandName(name, schemas) === undefined);
  if (unknown.length > 0) throw new PlatformError('TYPE_NAME_UNKNOWN', { args: { names: unknown.join(', ') } });
  return [...new Set(only.flatMap((name) => expandName(name, schemas) ?? []))];
}

/** The types and classes that one name stands for; undefined where the source knows no such name. */
export function expandName(name: string, schemas: SchemaRegistry): readonly string[] | undefined {
  const words = wordsFor(schemas);
  if (Object.hasOwn(words, name)) return words[name];
  return carriedClasses.includes(name) || schemas.byPlural.get(name)?.metadata === true ? [name] : undefined;
}
