import { expect, it } from 'vitest';
import { parseMapping } from './mapping-choice.ts';

it('takes keys, attributes and tables, in one command line', () => {
  expect(parseMapping(['organisationUnits=code', 'dataElements=attribute:AttributeU1', 'liste=1.csv'], 'skip')).toEqual(
    {
      rules: [
        { type: 'organisationUnits', by: 'code' },
        { type: 'dataElements', by: 'attribute', attribute: 'AttributeU1' },
      ],
      tables: ['liste=1.csv'],
      unmapped: 'skip',
    },
  );
  expect(parseMapping(undefined)).toBeUndefined();
});

it.each(['organisationUnits=uid', 'dataElements=attribute:short', '=code'])('%s is none', (text) => {
  expect(() => parseMapping([text])).toThrow('MAPPING_INVALID');
});
