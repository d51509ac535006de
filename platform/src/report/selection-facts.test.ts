import { expect, it } from 'vitest';
import { describeMapping, describeSelection } from './selection-facts.ts';

it('names what was chosen and what restricts it', () => {
  const options = { dryRun: false, selection: { programs: ['TB', 'ANC'], orgUnits: ['Nord'], period: '2023:2024' } };
  expect(describeSelection(options, 'en')).toBe('programs: TB, ANC · subtrees: Nord · period: 2023:2024');
  expect(describeSelection(options, 'fr')).toBe(
    'programmes\u00A0: TB, ANC · sous-arbres\u00A0: Nord · période\u00A0: 2023:2024',
  );
});

it('names how objects were mapped, tables without their folders', () => {
  const rules = [
    { type: 'organisationUnits', by: 'code' },
    { type: 'dataElements', by: 'attribute', attribute: 'AttributeU1' },
  ];
  const mapping = { rules, tables: ['/some/where/units.csv'], unmapped: 'skip' };
  expect(describeMapping({ mapping })).toBe(
    'organisationUnits=code · dataElements=attribute:AttributeU1 · units.csv · skip',
  );
});

it('says nothing of a run that carries everything as it is', () => {
  expect(describeSelection({ dryRun: true }, 'en')).toBeUndefined();
  expect(describeMapping({})).toBeUndefined();
});
