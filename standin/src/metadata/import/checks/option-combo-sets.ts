import { idOf, idsOf } from '../../json.ts';
import { type Bundle, type BundleObject, errorReport } from '../bundle.ts';
import type { ErrorReport } from '../import-report.ts';

/**
 * From 2.43 on a request holds all option combos of a category combo (E1130), and none of other options (E1131):
 * CategoryOptionComboObjectBundleHook of 2.43.1.
 */
export function checkWholeSet(bundle: Bundle, object: BundleObject): ErrorReport[] {
  if (bundle.instance.minor < 43) return [];
  const combo = idOf(object.payload.categoryCombo) ?? '';
  const expected = expectedSets(bundle, combo);
  if (expected === undefined) return [];
  const provided = objectsOf(bundle, 'categoryOptionCombos')
    .filter(({ payload }) => idOf(payload.categoryCombo) === combo)
    .map(({ payload }) => nameOf(idsOf(payload.categoryOptions)));
  if (provided.length !== expected.size) {
    const message = `Number of provided category option combos ${provided.length} does not match the expected ${expected.size} of category combo ${combo}`;
    return [errorReport(object, 'E1130', message, { properties: [provided.length, expected.size, combo] })];
  }
  const own = nameOf(idsOf(object.payload.categoryOptions));
  const isTwice = provided.filter((each) => each === own).length > 1;
  if (expected.has(own) && !isTwice) return [];
  const message = `Category options ${own} are not expected, or twice, in category combo ${combo}`;
  return [errorReport(object, 'E1131', message, { properties: [own, combo] })];
}

/** All combinations of the options of a category combo's categories; undefined where it is not known. */
function expectedSets(bundle: Bundle, combo: string): ReadonlySet<string> | undefined {
  const found = find(bundle, 'categoryCombos', combo);
  if (found === undefined) return undefined;
  let sets: string[][] = [[]];
  for (const category of idsOf(found.categories)) {
    const options = idsOf(find(bundle, 'categories', category)?.categoryOptions);
    sets = sets.flatMap((set) => options.map((option) => [...set, option]));
  }
  return new Set(sets.map(nameOf));
}

function find(bundle: Bundle, plural: string, uid: string) {
  return (
    objectsOf(bundle, plural).find((each) => each.uid === uid)?.payload ?? bundle.instance.metadata.find(plural, uid)
  );
}

function objectsOf({ index, types }: Bundle, plural: string): readonly BundleObject[] {
  const schema = index.byPlural.get(plural);
  return (schema && types.get(schema)) ?? [];
}

function nameOf(uids: readonly string[]): string {
  return [...new Set(uids)].sort().join('+');
}
