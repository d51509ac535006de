import type { DataValue } from '../../../model/data-value.ts';
import { periodTypeOf } from './period-type.ts';

const byDataElement = (value: DataValue) => value.dataElement;
const byOrgUnit = (value: DataValue) => value.orgUnit;
const byAttributeOptionCombo = (value: DataValue) => value.attributeOptionCombo;

/**
 * What the values have in common that make 2.43 refuse a whole body (2.43-observed.md, "Data values" 2; API.md §8.2;
 * dhis2-core 2.43, `ErrorCode` E8020 to E8033 and E8102 to E8111): as many requests find them as there are such keys,
 * not as there are values.
 */
const sharedFaults: Readonly<Record<string, (value: DataValue) => string>> = {
  E8020: byDataElement,
  E8021: (value) => periodTypeOf(value.period) ?? value.period,
  E8022: byOrgUnit,
  E8023: byAttributeOptionCombo,
  E8024: (value) => `${value.dataElement}/${value.categoryOptionCombo}`,
  E8025: (value) => `${value.orgUnit}/${value.attributeOptionCombo}`,
  E8031: (value) => `${value.orgUnit}/${value.period}`,
  E8103: byDataElement,
  E8107: byOrgUnit,
  E8108: (value) => value.categoryOptionCombo,
  E8110: byAttributeOptionCombo,
};

export function sharedFault(code: string): ((value: DataValue) => string) | undefined {
  return sharedFaults[code];
}
