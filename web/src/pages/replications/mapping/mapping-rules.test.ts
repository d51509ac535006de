import { expect, it } from 'vitest';
import type { MappingProposal } from '../../../api/mappings.ts';
import { ruleOf, withBest, withoutRule, withRule, withRules } from './mapping-rules.ts';

const counts = { objects: 10, targetObjects: 10, matched: 10, ambiguous: 0, unmatched: 0 };
const proposal = (type: string, by: MappingProposal['by'], isBest: boolean): MappingProposal => ({
  ...{ type, by, isBest },
  ...counts,
});

it('has one rule for each type', () => {
  const rules = withRule([{ type: 'programs', by: 'name' }], { type: 'organisationUnits', by: 'code' });
  expect(withRule(rules, { type: 'programs', by: 'code' })).toEqual([
    { type: 'programs', by: 'code' },
    { type: 'organisationUnits', by: 'code' },
  ]);
  expect(withoutRule(rules, 'programs')).toEqual([{ type: 'organisationUnits', by: 'code' }]);
});

it('takes the best of what is proposed, and none where both sides have the same UIDs', () => {
  const proposals = [
    proposal('organisationUnits', 'uid', false),
    proposal('organisationUnits', 'code', true),
    proposal('programs', 'uid', true),
  ];
  expect(withBest([{ type: 'programs', by: 'name' }], proposals)).toEqual([{ type: 'organisationUnits', by: 'code' }]);
  expect(ruleOf({ ...proposal('programs', 'attribute', true), attribute: 'abcdefghijk' })).toEqual({
    type: 'programs',
    by: 'attribute',
    attribute: 'abcdefghijk',
  });
});

it('is no mapping without rules, and keeps what becomes of the rest', () => {
  expect(withRules({ rules: [{ type: 'programs', by: 'code' }], unmapped: 'skip' }, [])).toBeUndefined();
  expect(withRules({ rules: [], unmapped: 'skip' }, [{ type: 'programs', by: 'code' }])).toEqual({
    rules: [{ type: 'programs', by: 'code' }],
    unmapped: 'skip',
  });
});
