import { describe, expect, it } from 'vitest';
import type { UniqueClash } from '../../store/planned-object.ts';
import { decideIdentity } from '../metadata/plan-decisions.ts';
import { createIdentityMap, rewriteUids } from './identity-map.ts';
import { renamed } from './rename.ts';

const clash = (type: string, sourceUid: string, targetUid: string, uniqueKey: string, name?: string): UniqueClash => ({
  type,
  sourceUid,
  targetUid,
  uniqueKey,
  name,
});
const nothing = { isOnSource: () => false, isOnTarget: () => false, areEqual: () => false };

describe('mapped UIDs', () => {
  const identity = createIdentityMap([
    ['DefaultCoc1', 'HllvX50cXC0'],
    ['SourceUser1', 'M5zQapPyTZI'],
  ]);

  it('are replaced in references, keys of sharing, expressions and forms', () => {
    const object = {
      categoryOptionCombo: { id: 'DefaultCoc1' },
      numerator: '#{DataElemnt1.DefaultCoc1} + #{DataElemnt1}',
      htmlCode: '<input id="DataElemnt1-DefaultCoc1-val">',
      sharing: { users: { SourceUser1: { id: 'SourceUser1', access: 'rw------' } } },
    };
    expect(rewriteUids(object, identity)).toEqual({
      categoryOptionCombo: { id: 'HllvX50cXC0' },
      numerator: '#{DataElemnt1.HllvX50cXC0} + #{DataElemnt1}',
      htmlCode: '<input id="DataElemnt1-HllvX50cXC0-val">',
      sharing: { users: { M5zQapPyTZI: { id: 'M5zQapPyTZI', access: 'rw------' } } },
    });
  });

  it('are not found inside longer words', () => {
    expect(rewriteUids('xDefaultCoc1 DefaultCoc1s', identity)).toBe('xDefaultCoc1 DefaultCoc1s');
  });
});

describe('the same value under another UID', () => {
  it('maps default category objects, whatever was chosen', () => {
    const decisions = decideIdentity({
      ...nothing,
      clashes: [clash('categories', 'SourceDeflt', 'GLevLNI9wkl', 'name=default', 'default')],
      chosen: { categories: 'refuse' },
    });
    expect(decisions.pairs.get('SourceDeflt')).toBe('GLevLNI9wkl');
    expect(decisions.mapped.has('SourceDeflt')).toBe(true);
  });

  it('adopts an org unit level: one row per level', () => {
    const decisions = decideIdentity({
      ...nothing,
      clashes: [clash('organisationUnitLevels', 'LevelSource', 'LevelTarget', 'level=1', 'Pays')],
    });
    expect(decisions.pairs.get('LevelSource')).toBe('LevelTarget');
    expect(decisions.mapped.size).toBe(0);
  });

  it('maps equal objects, and renames different ones so that neither is lost', () => {
    const clashes = [clash('constants', 'PiSource001', 'PiTarget001', 'name=Pi', 'Pi')];
    expect(decideIdentity({ ...nothing, clashes, areEqual: () => true }).mapped.has('PiSource001')).toBe(true);
    const different = decideIdentity({ ...nothing, clashes });
    expect(different.renames.get('PiSource001')).toEqual(['name']);
    expect(different.pairs.size).toBe(0);
  });

  it('refuses when that was chosen, and says what holds the value', () => {
    const clashes = [clash('constants', 'PiSource001', 'PiTarget001', 'name=Pi', 'Pi')];
    const decisions = decideIdentity({ ...nothing, clashes, chosen: { constants: 'refuse' } });
    expect(decisions.refused.get('PiSource001')?.message).toContain('PiTarget001');
  });

  it('is no clash when the object of the target has its own counterpart on the source', () => {
    const clashes = [clash('constants', 'PiSource001', 'PiTarget001', 'name=Pi', 'Pi')];
    const decisions = decideIdentity({ ...nothing, clashes, isOnSource: (_, uid) => uid === 'PiTarget001' });
    expect(decisions.pairs.size + decisions.renames.size + decisions.refused.size).toBe(0);
  });

  it('never lets one object stand for two', () => {
    const clashes = [
      clash('constants', 'PiSource001', 'PiTarget001', 'code=PI'),
      clash('constants', 'PiSource001', 'PiTarget002', 'name=Pi'),
    ];
    const decisions = decideIdentity({ ...nothing, clashes, chosen: { constants: 'map' } });
    expect(decisions.renames.get('PiSource001')).toEqual(['code', 'name']);
  });
});

describe('a renamed object', () => {
  const schema = { properties: [] } as never;

  it('gets its UID added, the same at every run, within the length that DHIS2 keeps', () => {
    const object = { id: 'PiSource001', name: 'Pi', code: 'X'.repeat(50) };
    const once = renamed(object, ['name', 'code'], schema);
    expect(once.name).toBe('Pi (PiSource001)');
    expect(String(once.code)).toHaveLength(50);
    expect(String(once.code).endsWith('_PiSource001')).toBe(true);
    expect(renamed(object, ['name', 'code'], schema)).toEqual(once);
  });
});
