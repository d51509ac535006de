import { expect, it } from 'vitest';
import { accountOf } from './account.ts';
import { describeAccount } from './account-words.ts';

const types = new Map([
  ['program', 'programs'],
  ['stageA', 'programStages'],
  ['stageB', 'programStages'],
  ['element', 'dataElements'],
]);
const selected = new Map([
  ['program', undefined],
  ['stageA', { uid: 'program', property: 'programStages' }],
  ['stageB', { uid: 'program', property: 'programStages' }],
  ['element', { uid: 'stageA', property: 'programStageDataElements' }],
]);

it('says how many were chosen, how many came along and because of what, in both languages', () => {
  expect(describeAccount(accountOf(selected, types))).toEqual({
    fr: 'sélection : 1 objets choisis, 3 amenés avec eux : 2 programStages (à cause de programs), 1 dataElements (à cause de programStages)',
    en: 'selection: 1 objects chosen, 3 brought along: 2 programStages (because of programs), 1 dataElements (because of programStages)',
  });
});

it('says no more where nothing came along', () => {
  expect(describeAccount(accountOf(new Map([['program', undefined]]), types)).en).toBe('selection: 1 objects chosen');
});
