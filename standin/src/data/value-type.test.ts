import { describe, expect, it } from 'vitest';
import { normalizeBoolean, valueError } from './value-type.ts';

describe('values of a value type', () => {
  it.each([
    ['INTEGER', '-3'],
    ['INTEGER_ZERO_OR_POSITIVE', '0'],
    ['NUMBER', '12.5'],
    ['NUMBER', '1E-3'],
    ['PERCENTAGE', '100'],
    ['UNIT_INTERVAL', '0.5'],
    ['DATE', '2024-02-29'],
    ['DATETIME', '2024-02-29T10:30'],
    ['COORDINATE', '[-1.52, 12.37]'],
    ['TRUE_ONLY', 'true'],
    ['TIME', '23:59'],
    ['LETTER', 'é'],
    ['TEXT', 'anything'],
    ['INTEGER', ''],
  ])('takes for %s the value %s', (type, value) => expect(valueError(value, type)).toBeUndefined());

  it.each([
    ['INTEGER', '1.0', 'value_not_integer'],
    ['INTEGER_POSITIVE', '0', 'value_not_positive_integer'],
    ['INTEGER_NEGATIVE', '5', 'value_not_negative_integer'],
    ['INTEGER_ZERO_OR_POSITIVE', 'abc', 'value_not_zero_or_positive_integer'],
    ['NUMBER', 'abc', 'value_not_numeric'],
    ['PERCENTAGE', '101', 'value_not_percentage'],
    ['DATE', '2023-02-29', 'value_not_valid_date'],
    ['BOOLEAN', 'yes', 'value_not_bool'],
    ['COORDINATE', '[200,0]', 'value_not_coordinate'],
    ['FILE_RESOURCE', '12', 'value_not_valid_file_resource_uid'],
    ['EMAIL', 'a@b', 'value_not_valid_email'],
    ['TEXT', 'x'.repeat(50_001), 'value_length_greater_than_max_length'],
  ])('refuses for %s the value %.12s: %s', (type, value, error) => expect(valueError(value, type)).toBe(error));

  it('writes booleans as DHIS2 stores them', () => {
    expect(normalizeBoolean('1', 'BOOLEAN')).toBe('true');
    expect(normalizeBoolean('F', 'BOOLEAN')).toBe('false');
    expect(normalizeBoolean('1', 'INTEGER')).toBe('1');
  });
});
