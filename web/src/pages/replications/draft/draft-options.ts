import { type RunOptions, runOptionsSchema } from '@relais/contract/run-options.ts';

export type { RunOptions };
export type Selection = NonNullable<RunOptions['selection']>;
export type Mapping = NonNullable<RunOptions['mapping']>;
export type DeletionPolicy = NonNullable<RunOptions['deletions']>[string];

export const emptyOptions: RunOptions = { dryRun: false };

/** Options as they are kept, read for the form; `unknown` names those that only the command line can set, and that saving would take away. */
export function readOptions(kept: Readonly<Record<string, unknown>>): {
  readonly options: RunOptions;
  readonly unknown: readonly string[];
} {
  const options: Record<string, unknown> = {};
  const unknown: string[] = [];
  for (const [key, value] of Object.entries(kept)) {
    if (value === undefined || value === null) continue;
    const candidate = key === 'mapping' ? withoutEmptyTables(value) : value;
    if (runOptionsSchema.safeParse({ [key]: candidate }).success) options[key] = candidate;
    else unknown.push(key);
  }
  return { options: runOptionsSchema.parse(options), unknown };
}

/** The service keeps an empty list of tables with every mapping that came over the API. */
function withoutEmptyTables(mapping: unknown): unknown {
  if (typeof mapping !== 'object' || mapping === null || !('tables' in mapping)) return mapping;
  const { tables, ...others } = mapping;
  return Array.isArray(tables) && tables.length === 0 ? others : mapping;
}

/** The options with another selection; none at all where nothing is chosen or restricted. */
export function withSelection(options: RunOptions, change: Partial<Selection>): RunOptions {
  const { selection, ...others } = options;
  const wanted = Object.entries({ ...selection, ...change }).filter(
    ([, value]) =>
      value !== undefined && value !== '' && value !== false && !(Array.isArray(value) && value.length === 0),
  );
  return wanted.length === 0 ? others : { ...others, selection: Object.fromEntries(wanted) };
}

/** The options with a key set, or taken away where it is undefined. */
export function withOption<Key extends keyof RunOptions>(
  options: RunOptions,
  key: Key,
  value: RunOptions[Key] | undefined,
): RunOptions {
  const { [key]: _, ...others } = options;
  return { ...others, dryRun: options.dryRun, ...(value !== undefined && { [key]: value }) };
}

/** What becomes of what only the target has, where no type has a policy of its own. */
export function policyForAll({ deletions }: RunOptions): DeletionPolicy {
  return deletions?.['*'] ?? 'report';
}

/** Whether runs with these options may delete something. */
export function mayDelete({ deletions }: RunOptions): boolean {
  return Object.values(deletions ?? {}).includes('propagate');
}

/** The kinds of things that a run can be restricted to by one word. */
export const classWords = ['metadata', 'dataValues', 'completeness', 'tracker'] as const;
export type ClassWord = (typeof classWords)[number];

/** The words that are chosen; all of them where nothing is restricted. */
export function chosenClasses({ only }: RunOptions): readonly ClassWord[] {
  return only === undefined ? classWords : classWords.filter((word) => only.includes(word));
}

/** Whether `only` says what boxes for those words cannot. */
export function namesOtherClasses({ only = [] }: RunOptions): boolean {
  return only.some((word) => !classWords.some((known) => known === word));
}
