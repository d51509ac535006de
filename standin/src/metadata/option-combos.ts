import type { Instance, StoredObject } from '../instance.ts';
import { timestamp } from '../timestamp.ts';
import { canonicalObject } from './canonical.ts';
import { idOf, idsOf } from './json.ts';
import { schemaIndexOf } from './schema-index.ts';

/**
 * Makes the option combos of one category combo what its categories say: adds those that are missing, with generated
 * UIDs, and deletes those that are no combination (API.md §5.1, addAndPrune).
 */
export function updateOptionCombos(instance: Instance, combo: StoredObject, author: string): void {
  const optionCombos = instance.metadata.of('categoryOptionCombos');
  const wanted = new Map(combinations(instance, combo).map((options) => [keyOf(options), options]));
  for (const existing of [...optionCombos.values()]) {
    if (idOf(existing.categoryCombo) !== combo.id) continue;
    const key = keyOf(idsOf(existing.categoryOptions));
    if (!wanted.delete(key)) optionCombos.delete(existing.id);
  }
  for (const options of wanted.values()) {
    const made = optionCombo(instance, combo, options, author);
    optionCombos.set(made.id, made);
  }
}

/** All combinations of one option of each category; none while a category is missing or has no options. */
function combinations(instance: Instance, combo: StoredObject): string[][] {
  const categories = idsOf(combo.categories).map((uid) =>
    idsOf(instance.metadata.find('categories', uid)?.categoryOptions),
  );
  if (categories.length === 0) return [];
  return categories.reduce<string[][]>(
    (all, options) => all.flatMap((combination) => options.map((option) => [...combination, option])),
    [[]],
  );
}

function keyOf(options: readonly string[]): string {
  return [...options].sort().join(' ');
}

function optionCombo(
  instance: Instance,
  combo: StoredObject,
  options: readonly string[],
  author: string,
): StoredObject {
  const index = schemaIndexOf(instance);
  const schema = index.byPlural.get('categoryOptionCombos');
  if (!schema) throw new Error('The release has no category option combos');
  const now = instance.now();
  const name = options.map((uid) => instance.metadata.find('categoryOptions', uid)?.name).join(', ');
  const payload = { name, categoryCombo: { id: combo.id }, categoryOptions: options.map((id) => ({ id })) };
  const made = canonicalObject({ index, now, newUid: instance.newUid }, schema, payload);
  return { ...made, created: timestamp(now), lastUpdated: timestamp(now), lastUpdatedBy: { id: author } };
}
