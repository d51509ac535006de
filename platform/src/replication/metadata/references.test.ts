import { describe, expect, it } from 'vitest';
import { referencesOf, withoutReferences } from './references.ts';

const known = new Set(['DataElemnt1', 'CatCombo001', 'UserGroup01', 'UserAgent01', 'Template001', 'Indicator01']);
const isKnown = (uid: string) => known.has(uid);

const dataSet = {
  id: 'DataSet0001',
  categoryCombo: { id: 'CatCombo001' },
  createdBy: { id: 'UserAgent01' },
  favorites: ['UserAgent01'],
  sharing: {
    owner: 'UserAgent01',
    public: 'rw------',
    users: {},
    userGroups: { UserGroup01: { id: 'UserGroup01', access: 'r-------' } },
  },
  dataSetElements: [
    { dataSet: { id: 'DataSet0001' }, dataElement: { id: 'DataElemnt1' } },
    { dataSet: { id: 'DataSet0001' }, dataElement: { id: 'DataElemnt2' } },
  ],
};

describe('the references of an object', () => {
  it('are found in properties, in lists of embedded objects and in sharing, not in authors and not in the object itself', () => {
    expect(referencesOf(dataSet, isKnown)).toEqual([
      { uid: 'CatCombo001', property: 'categoryCombo', sharing: false, inList: false },
      { uid: 'UserGroup01', property: 'sharing', sharing: true, inList: false },
      { uid: 'DataElemnt1', property: 'dataSetElements', sharing: false, inList: true },
    ]);
  });

  it('are found where no schema tells them: items of dimensions and UIDs kept as text', () => {
    const action = {
      id: 'RuleAction1',
      templateUid: 'Template001',
      columns: [{ dimension: 'dx', items: [{ id: 'Indicator01' }] }],
    };
    expect(referencesOf(action, isKnown).map((reference) => reference.uid)).toEqual(['Template001', 'Indicator01']);
  });
});

describe('an object without references', () => {
  it('loses the list items that name them, the accesses and the properties, and keeps the rest', () => {
    const trimmed = withoutReferences(dataSet, new Set(['DataElemnt1', 'UserGroup01', 'CatCombo001']));
    expect(trimmed).toEqual({
      ...dataSet,
      categoryCombo: undefined,
      sharing: { ...dataSet.sharing, userGroups: {} },
      dataSetElements: [dataSet.dataSetElements[1]],
    });
    expect('categoryCombo' in trimmed).toBe(false);
  });

  it('is the same object where nothing names them', () => {
    expect(withoutReferences(dataSet, new Set(['Elsewhere01']))).toEqual(dataSet);
  });
});
