import type { DataValue } from '../../../model/data-value.ts';
import { isUid } from '../../../model/uid.ts';
import { copyFiles } from '../../files/copy-files.ts';
import { fileClass, type WantedFile } from '../../files/wanted-file.ts';
import type { RunContext } from '../../run-context.ts';
import type { RefusedRow } from '../../slices/import-rows.ts';
import type { Part } from '../../slices/part.ts';
import type { DataElementCatalogue } from './data-element-catalogue.ts';
import { dataValueKey } from './data-value-rows.ts';
import type { SendDataValues } from './send-data-values.ts';

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
 * 2.40.1 says that it failed and stores it all the same. A value whose file cannot arrive is not sent.
 */
export function sendWithFiles(
  context: RunContext,
  catalogue: DataElementCatalogue,
  send: SendDataValues,
): (values: readonly DataValue[], part: Part) => Promise<RefusedRow<DataValue>[]> {
  if (![...catalogue.elements.values()].some(({ file }) => file)) return send;
  return async (values, part) => {
    const files = values.flatMap((value) => fileOfValue(value, catalogue) ?? []);
    if (files.length === 0) return send(values);
    const { counts, findings, missing } = await copyFiles(context, files);
    const key = `files/${part.key}`;
    await context.ledger.finishChunk({ stage: 'dataValues', key, counts: { [fileClass]: counts }, findings });
    const lost: RefusedRow<DataValue>[] = [];
    const sendable = values.filter((row) => {
      const file = fileOfValue(row, catalogue);
      const cause = file && missing.get(file.uid);
      if (cause !== undefined) {
        const message = `Its file ${cause.key} did not arrive: ${cause.code}.`;
        lost.push({ row, code: 'DEPENDS_ON_REFUSED', message });
      }
      // While nothing is written the target has no file, and would say so of each value.
      return cause === undefined && !(file !== undefined && context.options.dryRun);
    });
    return lost.concat(await send(sendable));
  };
}
