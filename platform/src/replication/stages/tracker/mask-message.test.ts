import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maskMessage } from './mask-message.ts';

const person = {
  trackedEntity: 'Te000000001',
  attributes: [
    { attribute: 'AttrFirstNm', value: 'Christopher' },
    { attribute: 'AttrCardNum', value: 'BF-0001' },
  ],
};

describe('the server’s words without values', () => {
  test.each([
    [
      'Non-unique attribute value `BF-0001` for attribute `AttrCardNum`.',
      'Non-unique attribute value `…` for attribute `AttrCardNum`.',
    ],
    [
      'Non-unique attribute value `Christopher` for attribute `AttrFirstNm`',
      'Non-unique attribute value `…` for attribute `AttrFirstNm`',
    ],
    [
      'Only ProgramAttributes are allowed, invalid Attribute: `AttrCardNum=BF-0001`.',
      'Only ProgramAttributes are allowed, invalid Attribute: `…`.',
    ],
    ['Value BF-0001 is not valid', 'Value … is not valid'],
    [
      'Could not find TrackedEntity: `Te000000009` linked to Enrollment.',
      'Could not find TrackedEntity: `Te000000009` linked to Enrollment.',
    ],
    [
      'DataElement `DataWeight1` is not valid: `value_not_numeric`',
      'DataElement `DataWeight1` is not valid: `value_not_numeric`',
    ],
    [
      'Could not find `event`: `Ev000000001`, linked to relationship.',
      'Could not find `event`: `Ev000000001`, linked to relationship.',
    ],
    ['Enrollment date `2024-01-01` is in the future', 'Enrollment date `…` is in the future'],
  ])('%s', (message, expected) => {
    expect(maskMessage(message, [person])).toBe(expected);
  });

  test('no value of three letters or more survives, wherever the server puts it', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 3 }), fc.string(), fc.string(), (value, before, after) => {
        fc.pre(!`${before}${after}…`.includes(value) && value !== 'Te000000001');
        const object = { ...person, attributes: [{ attribute: 'AttrFirstNm', value }] };
        expect(maskMessage(`${before} ${value} ${after}`, [object])).not.toContain(` ${value} `);
      }),
    );
  });
});
