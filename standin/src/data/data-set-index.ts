import type { Instance, StoredObject } from '../instance.ts';
import { embeddedObjects, refId, refIds, textOf } from './references.ts';

/** What an import asks of the data sets, gathered once. */
export interface DataSetIndex {
  /** The data sets that a data element belongs to. */
  ofElement(dataElement: string): readonly StoredObject[];
  /** Whether a data set is assigned to an organisation unit. */
  isAssigned(dataSet: StoredObject, orgUnit: string): boolean;
  /** The category combo that a data element has in a data set, or its own. */
  categoryComboOf(dataSet: StoredObject, dataElement: StoredObject): string | undefined;
}

/** UIDs of a data set's data elements. */
export function dataElementsOf(dataSet: StoredObject): string[] {
  return embeddedObjects(dataSet.dataSetElements).flatMap((element) => refId(element.dataElement) ?? []);
}

/** Gathers the data sets of an instance as they are now. */
export function createDataSetIndex(instance: Instance): DataSetIndex {
  const byElement = new Map<string, StoredObject[]>();
  for (const dataSet of instance.metadata.of('dataSets').values()) {
    for (const element of dataElementsOf(dataSet)) byElement.set(element, [...(byElement.get(element) ?? []), dataSet]);
  }
  const units = new Map<string, Set<string>>();
  return {
    ofElement: (dataElement) => byElement.get(dataElement) ?? [],
    isAssigned(dataSet, orgUnit) {
      const known = units.get(dataSet.id) ?? new Set(refIds(dataSet.organisationUnits));
      units.set(dataSet.id, known);
      return known.has(orgUnit);
    },
    categoryComboOf(dataSet, dataElement) {
      const own = embeddedObjects(dataSet.dataSetElements).find(
        (element) => refId(element.dataElement) === dataElement.id,
      );
      return refId(own?.categoryCombo) ?? refId(dataElement.categoryCombo);
    },
  };
}

/** The codes of an option set's options. */
export function optionCodes(instance: Instance, optionSet: string): Set<string> {
  const codes = new Set<string>();
  for (const option of refIds(instance.metadata.find('optionSets', optionSet)?.options)) {
    const code = textOf(instance.metadata.find('options', option), 'code');
    if (code !== undefined) codes.add(code);
  }
  for (const option of instance.metadata.of('options').values()) {
    const code = textOf(option, 'code');
    if (code !== undefined && refId(option.optionSet) === optionSet) codes.add(code);
  }
  return codes;
}
