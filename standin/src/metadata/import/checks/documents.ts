import { fileResourcesOf } from '../../../files/file-resource-store.ts';
import { type Bundle, type BundleObject, errorReport } from '../bundle.ts';
import type { ErrorReport } from '../import-report.ts';

/**
 * E4015 and E4016: an uploaded document names a file that is there and belongs to nothing, not even to the document itself
 * (DocumentObjectBundleHook; recorded: files).
 */
export function checkDocument({ instance }: Bundle, object: BundleObject): ErrorReport[] {
  const { url, external } = object.payload;
  if (external === true || typeof url !== 'string') return [];
  const file = fileResourcesOf(instance).get(url);
  const properties = ['url', url];
  if (file === undefined) {
    const message = `Property \`url\` refers to an object that does not exist, could not find \`${url}\``;
    return [errorReport(object, 'E4015', message, { properties })];
  }
  if (!file.isAssigned) return [];
  const message = `Object referenced by the \`url\` property is already associated with another object, value: \`${url}\``;
  return [errorReport(object, 'E4016', message, { properties })];
}
