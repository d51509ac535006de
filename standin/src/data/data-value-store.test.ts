import { describe, expect, it } from 'vitest';
import { type DataValueContent, DataValueStore } from './data-value-store.ts';

const content = (value: string, more: Partial<DataValueContent> = {}): DataValueContent => ({
  value,
  storedBy: 'admin',
  created: 1,
  lastUpdated: 2,
  comment: undefined,
  followup: false,
  isDeleted: false,
  ...more,
});
const key = (n: number) => ({
  dataElement: n % 7,
  period: n % 11,
  orgUnit: n,
  categoryOptionCombo: 1,
  attributeOptionCombo: 2,
});

describe('the store of data values', () => {
  it('finds every value again after it has grown', () => {
    const store = new DataValueStore();
    for (let n = 0; n < 20_000; n++) store.add(key(n), content(String(n)));
    expect(store.size).toBe(20_000);
    for (let n = 0; n < 20_000; n += 97) expect(store.read(store.find(key(n))).value).toBe(String(n));
    expect(store.find({ ...key(5), period: 9999 })).toBe(-1);
  });

  it('replaces what a key holds, comment and flags too', () => {
    const store = new DataValueStore();
    const row = store.add(key(1), content('1', { comment: 'vérifié', followup: true }));
    expect(store.read(row)).toMatchObject({ comment: 'vérifié', followup: true, isDeleted: false });
    store.write(row, content('2', { isDeleted: true }));
    expect(store.read(row)).toMatchObject({ value: '2', comment: undefined, followup: false, isDeleted: true });
  });

  it('forgets the deleted for good when it is purged', () => {
    const store = new DataValueStore();
    for (let n = 0; n < 10; n++) store.add(key(n), content(String(n), { isDeleted: n % 2 === 0 }));
    expect(store.purgeDeleted()).toBe(5);
    expect(store.size).toBe(5);
    expect(store.find(key(2))).toBe(-1);
    expect(store.read(store.find(key(3))).value).toBe('3');
  });

  it('holds a million values in less than 250 MB', () => {
    const store = new DataValueStore();
    const before = process.memoryUsage();
    for (let n = 0; n < 1_000_000; n++) store.add(key(n), content(String(n % 1000)));
    const after = process.memoryUsage();
    const bytes = after.heapUsed - before.heapUsed + after.arrayBuffers - before.arrayBuffers;
    expect(bytes / 1e6).toBeLessThan(250);
    expect(store.read(store.find(key(999_999))).value).toBe('999');
  });
});
