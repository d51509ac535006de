import type { DataValue } from '../../../model/data-value.ts';
import { isUid } from '../../../model/uid.ts';
import { copyFiles } from '../../files/copy-files.ts';
import { fileClass, type WantedFile } from '../../files/wanted-file.ts';
import type { RunContext } from '../../run-context.ts';
import type { Companions } from '../../slices/copy-parts.ts';
import type { RefusedRow } from '../../slices/import-rows.ts';
import type { DataElementCatalogue } from './data-element-catalogue.ts';
import { dataValueKey } from './data-value-rows.ts';

/** The file that a value is; nothing for other values, and for comments without a value. */
export function fileOfValue(value: DataValue, { elements }: DataElementCatalogue): WantedFile | undefined {
  if (elements.get(value.dataElement)?.file !== true || !isUid(value.value)) return undefined;
  const { dataElement, period, orgUnit, categoryOptionCombo, attributeOptionCombo } = value;
  return {
    uid: value.value,
    domain: 'DATA_VALUE',
    holder: { kind: 'dataValue', dataElement, period, orgUnit, categoryOptionCombo, attributeOptionCombo },
    heldBy: `dataValues ${dataValueKey(value)}`,
  };
}

/**
 * Brings the files of values over, right before the values: the target refuses a value whose file is not there (E7645), and
 * 2.40.1 says that it failed and stores it all the same. A value whose file cannot arrive is not sent. Nothing where no data
 * element takes files.
 */
export function filesOfValues(context: RunContext, catalogue: DataElementCatalogue): Companions<DataValue> | undefined {
  if (![...catalogue.elements.values()].some(({ file }) => file)) return undefined;
  return {
    isAccompanied: (value) => fileOfValue(value, catalogue) !== undefined,
    bring: async (values) => {
      const files = values.flatMap((value) => fileOfValue(value, catalogue) ?? []);
      const { counts, findings, missing } = await copyFiles(context, files);
      const refused = values.flatMap((row): RefusedRow<DataValue>[] => {
        const cause = missing.get(fileOfValue(row, catalogue)?.uid ?? '');
        if (cause === undefined) return [];
        const message = `Its file ${cause.key} did not arrive: ${cause.code}.`;
        return [{ row, code: 'DEPENDS_ON_REFUSED', message }];
      });
      return { counts: { [fileClass]: counts }, findings, refused };
    },
  };
}
