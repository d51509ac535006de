/** Value types and what makes a value wrong for one; the words are those that DHIS2 puts into its conflicts (E7619). */

const NUMERIC = /^(0|-?[1-9]\d*|-?\d*[.]\d+)(E-?\d+)?$|^-?\d+(\.\d+)?(E-?\d+)?$/;
const INTEGER = /^(0|-?[1-9]\d*)$/;
const POSITIVE = /^[1-9]\d*$/;
const NEGATIVE = /^-[1-9]\d*$/;
const UID = /^[A-Za-z][A-Za-z0-9]{10}$/;
const PHONE_NUMBER = /^[0-9+()#.\s/ext-]{6,50}$/;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const URL_TEXT = /^(https?|ftp):\/\/[^\s/]+\.[^\s]+$/i;
const TIME = /^([0-9]|0[0-9]|1[0-9]|2[0-3]):[0-5][0-9]$/;
const DATE = /^(\d{4})-?(\d{2})-?(\d{2})(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;
const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/;
const USERNAME = /^(?=.{4,255}$)(?![-_.@])(?!.*[-_.@]{2})[-_.@a-zA-Z0-9]+(?<![-_.@])$/;
const VALUE_MAX_LENGTH = 50_000;
const NUMBER_MAX_LENGTH = 250;
const INTEGER_LIMIT = 2_147_483_647;

const isNumeric = (value: string): boolean => value.length < NUMBER_MAX_LENGTH && NUMERIC.test(value);
const isInt = (pattern: RegExp, value: string): boolean =>
  pattern.test(value) && Math.abs(Number(value)) <= INTEGER_LIMIT;
const isBetween = (value: string, low: number, high: number): boolean =>
  isNumeric(value) && Number(value) >= low && Number(value) <= high;

function isDate(value: string): boolean {
  const found = DATE.exec(value);
  if (!found) return false;
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

function isCoordinate(value: string): boolean {
  const found = /^\[(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)\]$/.exec(value.replace(/\s+/g, ''));
  return found !== null && Math.abs(Number(found[1])) <= 180 && Math.abs(Number(found[2])) <= 90;
}

type Check = readonly [isValid: (value: string) => boolean, error: string];
const isUidText: Check[0] = (value) => UID.test(value);

const CHECKS: Readonly<Record<string, Check>> = {
  LETTER: [(value) => /^\p{L}$/u.test(value), 'value_not_valid_letter'],
  NUMBER: [isNumeric, 'value_not_numeric'],
  UNIT_INTERVAL: [(value) => isBetween(value, 0, 1), 'value_not_unit_interval'],
  PERCENTAGE: [(value) => isBetween(value, 0, 100), 'value_not_percentage'],
  INTEGER: [(value) => isInt(INTEGER, value), 'value_not_integer'],
  INTEGER_POSITIVE: [(value) => isInt(POSITIVE, value), 'value_not_positive_integer'],
  INTEGER_NEGATIVE: [(value) => isInt(NEGATIVE, value), 'value_not_negative_integer'],
  INTEGER_ZERO_OR_POSITIVE: [(value) => value === '0' || isInt(POSITIVE, value), 'value_not_zero_or_positive_integer'],
  PHONE_NUMBER: [(value) => PHONE_NUMBER.test(value), 'value_not_phone_number'],
  EMAIL: [(value) => EMAIL.test(value), 'value_not_valid_email'],
  BOOLEAN: [(value) => /^(true|false)$/i.test(value), 'value_not_bool'],
  TRUE_ONLY: [(value) => /^true$/i.test(value), 'value_not_true_only'],
  DATE: [isDate, 'value_not_valid_date'],
  DATETIME: [(value) => DATE_TIME.test(value) && isDate(value), 'value_not_valid_datetime'],
  COORDINATE: [isCoordinate, 'value_not_coordinate'],
  URL: [(value) => URL_TEXT.test(value), 'value_not_url'],
  FILE_RESOURCE: [isUidText, 'value_not_valid_file_resource_uid'],
  IMAGE: [isUidText, 'value_not_valid_file_resource_uid'],
  TIME: [(value) => TIME.test(value), 'value_not_valid_time'],
  USERNAME: [(value) => USERNAME.test(value), 'value_not_valid_username'],
  ORGANISATION_UNIT: [isUidText, 'value_not_valid_org_unit_uid'],
  AGE: [isDate, 'value_not_valid_age'],
};

const NUMERIC_TYPES = new Set([
  'NUMBER',
  'UNIT_INTERVAL',
  'PERCENTAGE',
  'INTEGER',
  'INTEGER_POSITIVE',
  'INTEGER_NEGATIVE',
  'INTEGER_ZERO_OR_POSITIVE',
]);

/** What is wrong with a value for its type, in DHIS2's word for it; undefined when nothing is. Empty is never wrong. */
export function valueError(value: string | null | undefined, valueType: string): string | undefined {
  if (value === null || value === undefined || value.trim() === '') return undefined;
  if (value.length > VALUE_MAX_LENGTH) return 'value_length_greater_than_max_length';
  const check = CHECKS[valueType];
  return check && !check[0](value) ? check[1] : undefined;
}

/** Whether values of a type are references to file resources. */
export function isFileType(valueType: unknown): boolean {
  return valueType === 'FILE_RESOURCE' || valueType === 'IMAGE';
}

/** Whether values of a type are numbers. */
export function isNumericType(valueType: string): boolean {
  return NUMERIC_TYPES.has(valueType);
}

/** `1`, `T`, `True` become `true`, and the like for `false`, for BOOLEAN and TRUE_ONLY only. */
export function normalizeBoolean(value: string, valueType: string): string {
  if (valueType !== 'BOOLEAN' && valueType !== 'TRUE_ONLY') return value;
  if (['true', 'True', 'TRUE', 't', 'T', '1'].includes(value)) return 'true';
  if (valueType === 'BOOLEAN' && ['false', 'False', 'FALSE', 'f', 'F', '0'].includes(value)) return 'false';
  return value;
}
