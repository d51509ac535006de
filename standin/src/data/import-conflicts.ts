/** What kind of conflict a code is: the property at fault and the objects it names. */
export interface ConflictKind {
  readonly property?: string;
  /** Names of the objects, in the order of the message's arguments. */
  readonly objects: readonly string[];
  readonly message: string;
}

const kind = (property: string | undefined, objects: string, message: string): ConflictKind => ({
  ...(property === undefined ? {} : { property }),
  objects: objects === '' ? [] : objects.split(' '),
  message,
});

/**
 * The conflicts of the data value import up to 2.42 (API.md §8.2; DataValueImportConflict). E760x concern the whole
 * data set and stop the import, the others one value.
 */
export const CONFLICT_KINDS: Readonly<Record<string, ConflictKind>> = {
  E7600: kind('dataSet', 'dataSet', 'Data set not found or not accessible: `{0}`'),
  E7601: kind('dataSet', 'dataSet', 'User does not have write access for DataSet: `{0}`'),
  E7603: kind('orgUnit', 'organisationUnit dataSet', 'Org unit not found or not accessible: `{0}`'),
  E7604: kind(
    'attributeOptionCombo',
    'categoryOptionCombo dataSet',
    'Attribute option combo not found or not accessible: `{0}`',
  ),
  E7610: kind('dataElement', 'dataElement', 'Data element not found or not accessible: `{0}`'),
  E7611: kind('period', 'period', 'Period not valid: `{0}`'),
  E7612: kind('orgUnit', 'organisationUnit', 'Organisation unit not found or not accessible: `{0}`'),
  E7613: kind(
    'categoryOptionCombo',
    'categoryOptionCombo',
    'Category option combo not found or not accessible for writing data: `{0}`',
  ),
  E7614: kind(
    'categoryOptionCombo',
    'categoryOptionCombo categoryOption',
    'Category option combo: `{0}` option not accessible: `{1}`',
  ),
  E7615: kind(
    'attributeOptionCombo',
    'categoryOptionCombo',
    'Attribute option combo not found or not accessible for writing data: `{0}`',
  ),
  E7616: kind(
    'attributeOptionCombo',
    'categoryOptionCombo categoryOption',
    'Attribute option combo: `{0}` option not accessible: `{1}`',
  ),
  E7617: kind('orgUnit', 'organisationUnit user', 'Organisation unit: `{0}` not in hierarchy of current user: `{1}`'),
  E7618: kind('value', 'dataElement', 'Data value or comment not specified for data element: `{0}`'),
  E7619: kind('value', 'dataElement value', 'Value must match value type of data element `{0}`: `{1}`'),
  E7620: kind('comment', 'comment', 'Invalid comment: {0}'),
  E7621: kind('value', 'dataElement', 'Data value is not a valid option of the data element option set: `{0}`'),
  E7630: kind('categoryOptionCombo', '', 'Category option combo is required but is not specified'),
  E7631: kind('attributeOptionCombo', '', 'Attribute option combo is required but is not specified'),
  E7632: kind(undefined, 'period dataElement', 'Period type of period: `{0}` not valid for data element: `{1}`'),
  E7633: kind('dataElement', 'dataElement dataSet', 'Data element: `{0}` is not part of dataset(s): `{1}`'),
  E7634: kind(
    'categoryOptionCombo',
    'categoryOptionCombo dataElement',
    'Category option combo: `{0}` must be part of category combo of data element: `{1}`',
  ),
  E7635: kind(
    'attributeOptionCombo',
    'categoryOptionCombo dataElement',
    'Attribute option combo: `{0}` must be part of category combo of data sets of data element: `{1}`',
  ),
  E7636: kind(
    'orgUnit',
    'organisationUnit dataElement',
    'Data element: `{1}` must be assigned through data sets to organisation unit: `{0}`',
  ),
  E7637: kind('storedBy', 'storedBy', 'Invalid storedBy: {0}'),
  E7638: kind(
    'period',
    'period categoryOptionCombo',
    'Period: `{0}` is not within date range of attribute option combo: `{1}`',
  ),
  E7639: kind(
    'orgUnit',
    'organisationUnit categoryOptionCombo',
    'Organisation unit: `{0}` is not valid for attribute option combo: `{1}`',
  ),
  E7640: kind('period', 'period dataSet', 'Current date is past expiry days for period: `{0}`  and data set: `{1}`'),
  E7641: kind(
    'period',
    'period dataElement dataSet',
    'Period: `{0}` is after latest open future period: `{3}` for data element: `{1}` and data set: `{2}`',
  ),
  E7642: kind(
    undefined,
    'organisationUnit period categoryOptionCombo dataSet',
    'Data already approved for data set: `{3}` period: `{1}` org unit: `{0}` attribute option combo: `{2}`',
  ),
  E7643: kind('period', 'period dataSet', 'Period: `{0}` is not open for this data set at this time: `{1}`'),
  E7644: kind('period', 'period', 'Period: `{0}` does not conform to the open periods of associated data sets'),
  E7645: kind(
    'dataElement',
    'dataElement',
    'No data value for file resource exist for the given combination for data element: `{0}`',
  ),
};
