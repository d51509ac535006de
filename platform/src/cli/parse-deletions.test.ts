import { describe, expect, it } from 'vitest';
import { parseDeletions, parseMaxDeletions } from './parse-deletions.ts';

describe('--deletions', () => {
  it('is one policy for everything, or one for each name, or both', () => {
    expect(parseDeletions(undefined)).toBeUndefined();
    expect(parseDeletions('propagate')).toEqual({ '*': 'propagate' });
    expect(parseDeletions('dataValues=propagate, users=leave,report')).toEqual({
      dataValues: 'propagate',
      users: 'leave',
      '*': 'report',
    });
  });

  it.each(['delete', 'users=', '=propagate', 'users=remove'])('says what is wrong with %s', (text) => {
    expect(() => parseDeletions(text)).toThrow(text);
  });
});

describe('--max-deletions', () => {
  it('is a share or a number', () => {
    expect(parseMaxDeletions(undefined)).toBeUndefined();
    expect(parseMaxDeletions('5%')).toEqual({ percent: 5 });
    expect(parseMaxDeletions('0,5 %')).toEqual({ percent: 0.5 });
    expect(parseMaxDeletions('50')).toEqual({ count: 50 });
    expect(parseMaxDeletions('0')).toEqual({ count: 0 });
  });

  it.each(['', 'all', '101%', '-1', '1.5'])('says what is wrong with “%s”', (text) => {
    expect(() => parseMaxDeletions(text)).toThrow('MAX_DELETIONS_INVALID');
  });
});
