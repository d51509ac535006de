import type { DataValue } from '../../../model/data-value.ts';
import type { Uid } from '../../../model/uid.ts';
import type { RunContext } from '../../run-context.ts';
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
}

/** Decides by the metadata stage's refusals, the source's data sets and the target's rules. */
export function createTargetPlace(
  context: Pick<RunContext, 'isRefused'>,
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
    const refused = refusedObject(value);
    if (refused !== undefined) return dependsOnRefused(refused.uid, refused.type);
    if (isBlank(value.value) && isBlank(value.comment)) return emptyValue(value.dataElement);
    const element = catalogue.elements.get(value.dataElement);
    if (!rules.keepsInsignificantZeros && element?.zeroInsignificant && isZero(value.value)) {
      return insignificantZero(value.dataElement);
    }
    if (!rules.oneDataSetPerBody || dataSetOf(value) !== undefined) return undefined;
    return noPlaceInDataSet(value.dataElement, element?.dataSets ?? []);
  }

  return { obstacleOf, dataSetOf };
}

/** Types of metadata that a value refers to. */
type ReferredType = 'dataElements' | 'organisationUnits' | 'categoryOptionCombos';

function createRefusedObjects(context: Pick<RunContext, 'isRefused'>) {
  const answers: Record<ReferredType, Map<Uid, boolean>> = {
    dataElements: new Map(),
    organisationUnits: new Map(),
    categoryOptionCombos: new Map(),
  };
  const isRefused = (type: ReferredType, uid: Uid): boolean => {
    const known = answers[type].get(uid);
    if (known !== undefined) return known;
    const answer = context.isRefused(type, uid);
    answers[type].set(uid, answer);
    return answer;
  };
  return (value: DataValue): { type: ReferredType; uid: Uid } | undefined => {
    if (isRefused('dataElements', value.dataElement)) return { type: 'dataElements', uid: value.dataElement };
    if (isRefused('organisationUnits', value.orgUnit)) return { type: 'organisationUnits', uid: value.orgUnit };
    for (const uid of [value.categoryOptionCombo, value.attributeOptionCombo]) {
      if (isRefused('categoryOptionCombos', uid)) return { type: 'categoryOptionCombos', uid };
    }
    return undefined;
  };
}

/** `0`, `0.` and `0.0…`, as DHIS2 tells zeros (dhis2-core, `MathUtils.isZero`). */
function isZero(value: string | undefined): boolean {
  if (value === undefined || value.charCodeAt(0) !== 48) return false;
  return value.length === 1 || /^0\.0*$/.test(value);
}

export function dependsOnRefused(uid: Uid, type: string): RowObstacle {
  const message = `The target refused ${type} ${uid}, which these rows refer to.`;
  return { cause: 'refused', code: 'DEPENDS_ON_REFUSED', message, groupKey: uid, onlyGrouped: true };
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
