import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CompleteDataSetRegistration } from '../../../model/data-value.ts';
import { createRowLanes } from '../../slices/row-hash.ts';
import { createRegistrationHash } from './registration-hash.ts';

const hash = createRegistrationHash((uid) => uid);

function lanesOf(registration: CompleteDataSetRegistration) {
  const lanes = createRowLanes();
  hash(registration, lanes);
  return { key: `${lanes.keyA} ${lanes.keyB}`, content: `${lanes.contentA} ${lanes.contentB}` };
}

const uid = fc.constantFrom('one', 'two');
const registration: fc.Arbitrary<CompleteDataSetRegistration> = fc.record(
  {
    dataSet: uid,
    period: fc.constantFrom('202401', '2024'),
    organisationUnit: uid,
    attributeOptionCombo: uid,
    date: fc.constantFrom('2024-02-01', '2024-02-01T10:00:00.000', '2024-02-01T23:59:59.999+0000', '2024-02-02', ''),
    completed: fc.boolean(),
    storedBy: uid,
    lastUpdated: fc.constantFrom('2024-02-01', '2024-02-02'),
    lastUpdatedBy: uid,
  },
  { requiredKeys: ['dataSet', 'period', 'organisationUnit', 'attributeOptionCombo'] },
);

const keyOf = ({ dataSet, period, organisationUnit, attributeOptionCombo }: CompleteDataSetRegistration) =>
  [dataSet, period, organisationUnit, attributeOptionCombo].join('/');

test('registrations hash alike exactly when their cell, their day and whether they are complete are the same', () => {
  const meaningOf = ({ date = '', completed = true }: CompleteDataSetRegistration) =>
    `${date.slice(0, 10)} ${completed}`;
  const property = fc.property(registration, registration, (left, right) => {
    const [one, other] = [lanesOf(left), lanesOf(right)];
    expect(one.key === other.key).toBe(keyOf(left) === keyOf(right));
    expect(one.content === other.content).toBe(meaningOf(left) === meaningOf(right));
  });
  fc.assert(property, { numRuns: 1_000 });
});
