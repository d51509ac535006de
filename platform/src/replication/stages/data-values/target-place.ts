import type { DataValue } from '../../../model/data-value.ts';
import type { Uid } from '../../../model/uid.ts';
import { createRefusedObjects, type ObjectFate } from '../../slices/refused-objects.ts';
import type { RowObstacle } from '../../slices/row-class.ts';
import type { DataElementCatalogue } from './data-element-catalogue.ts';
import { isBlank } from './data-value-hash.ts';
import { periodTypeOf } from './period-type.ts';
import type { DataValueRules } from './release-rules.ts';

/** Where the values of the source belong on the target, and which have no place there. */
export interface TargetPlace {
  obstacleOf(value: DataValue): RowObstacle | undefined;
  /** The data set that a value is sent under, by the source's UID; undefined where the target wants none. */
  dataSetOf(value: DataValue): Uid | undefined;
  /** Whether the values of a data element are UIDs of org units. */
  holdsOrgUnits(dataElement: Uid): boolean;
}

/** Decides by the metadata stage's refusals, the source's data sets and the target's rules. */
export function createTargetPlace(
  context: ObjectFate,
  catalogue: DataElementCatalogue,
  rules: DataValueRules,
): TargetPlace {
  const refusedObject = createRefusedObjects(context);

  function dataSetOf(value: DataValue): Uid | undefined {
    if (!rules.oneDataSetPerBody) return undefined;
    const periodType = periodTypeOf(value.period);
    return catalogue.elements.get(value.dataElement)?.dataSets.find((uid) => {
      const dataSet = catalogue.dataSets.get(uid);
      if (dataSet === undefined || context.isRefused('dataSets', uid)) return false;
      const periodFits = periodType === undefined || dataSet.periodType === periodType;
      return periodFits && dataSet.orgUnits.has(value.orgUnit);
    });
  }

  function obstacleOf(value: DataValue): RowObstacle | undefined {
    const refused =
      refusedObject('dataElements', value.dataElement) ??
      refusedObject('organisationUnits', value.orgUnit) ??
      refusedObject('categoryOptionCombos', value.categoryOptionCombo) ??
      refusedObject('categoryOptionCombos', value.attributeOptionCombo);
    if (refused !== undefined) return refused;
    if (isBlank(value.value) && isBlank(value.comment)) return emptyValue(value.dataElement);
    const element = catalogue.elements.get(value.dataElement);
    if (!rules.keepsInsignificantZeros && element?.zeroInsignificant && isZero(value.value)) {
      return insignificantZero(value.dataElement);
    }
    if (!rules.oneDataSetPerBody || dataSetOf(value) !== undefined) return undefined;
    return noPlaceInDataSet(value.dataElement, element?.dataSets ?? []);
  }

  const holdsOrgUnits = (dataElement: Uid) => catalogue.elements.get(dataElement)?.orgUnit === true;
  return { obstacleOf, dataSetOf, holdsOrgUnits };
}

/** `0`, `0.` and `0.0…`, as DHIS2 tells zeros (dhis2-core, `MathUtils.isZero`). */
function isZero(value: string | undefined): boolean {
  if (value === undefined || value.charCodeAt(0) !== 48) return false;
  return value.length === 1 || /^0\.0*$/.test(value);
}

function emptyValue(dataElement: Uid): RowObstacle {
  const message = 'Neither a value nor a comment: DHIS2 does not import that.';
  return { cause: 'impossible', code: 'EMPTY_VALUE', message, groupKey: dataElement };
}

function insignificantZero(dataElement: Uid): RowObstacle {
  const message =
    'A zero, while the data element says that zero is not significant: DHIS2 up to 2.42 does not store it on import.';
  return { cause: 'impossible', code: 'ZERO_NOT_SIGNIFICANT', message, groupKey: dataElement };
}

function noPlaceInDataSet(dataElement: Uid, dataSets: readonly Uid[]): RowObstacle {
  if (dataSets.length === 0) {
    const message = 'The data element is in no data set: from 2.43 on DHIS2 does not import its values (E8003).';
    return { cause: 'impossible', code: 'NO_DATA_SET', message, groupKey: dataElement };
  }
  const message =
    'No data set of the data element has this period type and this org unit: from 2.43 on DHIS2 does not import such values (E8021, E8022).';
  return { cause: 'impossible', code: 'NO_FITTING_DATA_SET', message, groupKey: dataElement };
}
