import type { DataValue } from '../../../model/data-value.ts';
import type { MetadataObject } from '../../../model/metadata-object.ts';

/** A UID for examples: readable, sorted by number. */
export function exampleUid(prefix: string, number: number): string {
  return `${prefix}${String(number).padStart(11 - prefix.length, '0')}`;
}

export const defaultCombo = 'HllvX50cXC0';
export const otherCombo = 'Combo000001';

export interface ExampleSizes {
  readonly dataElements: number;
  readonly districts: number;
  readonly facilitiesPerDistrict: number;
}

/**
 * A country with districts and facilities. Data set 1 is monthly and holds all data elements but the last, data set 2 is
 * yearly and shares the first one; the last data element is in no data set.
 */
export function exampleMetadata(sizes: ExampleSizes): Record<string, MetadataObject[]> {
  const dataElements = Array.from({ length: sizes.dataElements }, (_, index) => ({
    id: exampleUid('De', index),
    domainType: 'AGGREGATE',
    valueType: 'NUMBER',
    aggregationType: 'SUM',
    zeroIsSignificant: false,
  }));
  const organisationUnits = exampleOrgUnits(sizes);
  const units = organisationUnits.map(({ id }) => ({ id }));
  const members = (elements: readonly MetadataObject[]) => elements.map(({ id }) => ({ dataElement: { id } }));
  return {
    dataElements,
    organisationUnits,
    categoryOptionCombos: [{ id: defaultCombo }, { id: otherCombo }],
    dataSets: [
      {
        id: exampleUid('Ds', 1),
        periodType: 'Monthly',
        dataSetElements: members(dataElements.slice(0, -1)),
        organisationUnits: units,
      },
      {
        id: exampleUid('Ds', 2),
        periodType: 'Yearly',
        dataSetElements: members(dataElements.slice(0, 1)),
        organisationUnits: units,
      },
    ],
  };
}

function exampleOrgUnits({ districts, facilitiesPerDistrict }: ExampleSizes): MetadataObject[] {
  const units: MetadataObject[] = [{ id: exampleUid('Ou', 0) }];
  for (let district = 1; district <= districts; district++) {
    const id = exampleUid('OuD', district);
    units.push({ id, parent: { id: exampleUid('Ou', 0) } });
    for (let facility = 0; facility < facilitiesPerDistrict; facility++) {
      units.push({ id: exampleUid('OuF', district * 1000 + facility), parent: { id } });
    }
  }
  return units;
}

export function exampleValue(changes: Partial<DataValue> = {}): DataValue {
  return {
    dataElement: exampleUid('De', 0),
    period: '202401',
    orgUnit: exampleUid('OuF', 1000),
    categoryOptionCombo: defaultCombo,
    attributeOptionCombo: defaultCombo,
    value: '7',
    followup: false,
    ...changes,
  };
}

/** One value for each data element, facility and month. */
export function* exampleValues(metadata: Record<string, MetadataObject[]>, months: number): Generator<DataValue> {
  for (const { id: dataElement } of metadata.dataElements ?? []) {
    for (const { id: orgUnit } of metadata.organisationUnits ?? []) {
      for (let month = 0; month < months; month++) {
        const period = `${2020 + Math.floor(month / 12)}${String((month % 12) + 1).padStart(2, '0')}`;
        yield exampleValue({ dataElement, orgUnit, period, value: String(month + 1) });
      }
    }
  }
}
