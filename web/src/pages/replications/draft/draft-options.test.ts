import { describe, expect, it } from 'vitest';
import {
  chosenClasses,
  mayDelete,
  namesOtherClasses,
  readOptions,
  withOption,
  withSelection,
} from './draft-options.ts';

describe('what is kept with a replication', () => {
  it('is read as the form has it', () => {
    const rules = [{ type: 'organisationUnits', by: 'code' }];
    const kept = { dryRun: false, mapping: { rules, tables: [], unmapped: 'stop' }, selection: { programs: ['abc'] } };
    expect(readOptions(kept)).toEqual({
      options: { dryRun: false, mapping: { rules, unmapped: 'stop' }, selection: { programs: ['abc'] } },
      unknown: [],
    });
  });

  it('names what the form cannot say, so that nobody loses it unawares', () => {
    const kept = { dryRun: false, appsFrom: '/srv/apps', mapping: { rules: [], tables: ['a.csv'], unmapped: 'stop' } };
    expect(readOptions(kept)).toEqual({ options: { dryRun: false }, unknown: ['appsFrom', 'mapping'] });
  });
});

it('forgets a selection in which nothing is left', () => {
  const chosen = withSelection({ dryRun: false }, { programs: ['abc'], period: '2024' });
  expect(chosen).toEqual({ dryRun: false, selection: { programs: ['abc'], period: '2024' } });
  expect(withSelection(chosen, { programs: [], period: '' })).toEqual({ dryRun: false });
});

it('takes an option away', () => {
  const options = withOption({ dryRun: false }, 'sharing', 'without');
  expect(options).toEqual({ dryRun: false, sharing: 'without' });
  expect(withOption(options, 'sharing', undefined)).toEqual({ dryRun: false });
});

it('knows when something may be deleted', () => {
  expect(mayDelete({ dryRun: false })).toBe(false);
  expect(mayDelete({ dryRun: false, deletions: { '*': 'report', dataValues: 'propagate' } })).toBe(true);
});

it('tells the kinds of things that are carried', () => {
  expect(chosenClasses({ dryRun: false })).toEqual(['metadata', 'dataValues', 'completeness', 'tracker']);
  expect(chosenClasses({ dryRun: false, only: ['dataValues'] })).toEqual(['dataValues']);
  expect(namesOtherClasses({ dryRun: false, only: ['dataValues', 'organisationUnits'] })).toBe(true);
});
