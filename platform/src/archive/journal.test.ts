import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hasJournal, openJournal, removeJournal } from './journal.ts';

const values = { class: 'dataValues', part: 'DECasPalu01' };
const others = { class: 'dataValues', part: 'DEDeces0001' };

let directory: string;
let path: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'relais-journal-'));
  path = join(directory, 'journal.sqlite');
});
afterEach(() => rm(directory, { recursive: true }));

test('changes come in the order of their keys, the last one of a key, a range of them too', async () => {
  const journal = await openJournal(path);
  journal.write(['c', 'a', 'b'].map((key) => [values, { key, line: `1${key}` }]));
  journal.write([
    [values, { key: 'b', line: undefined }],
    [others, { key: 'a', line: '2a' }],
  ]);
  expect([...journal.changes(values)]).toEqual([
    { key: 'a', line: '1a' },
    { key: 'b', line: undefined },
    { key: 'c', line: '1c' },
  ]);
  expect([...journal.changes(values, { from: 'b', below: 'c' })]).toEqual([{ key: 'b', line: undefined }]);
  expect(journal.get(others, 'a')).toEqual({ key: 'a', line: '2a' });
  expect(journal.tables('dataValues')).toEqual([values, others]);
  expect(journal.hasChanges({ class: 'events', part: 'x' })).toBe(false);
  journal.close();
});

test('more changes than are fetched at once come all, once', async () => {
  const journal = await openJournal(path);
  const keys = Array.from({ length: 1_234 }, (_, index) => String(index).padStart(6, '0'));
  journal.write(keys.toReversed().map((key) => [values, { key, line: key }]));
  expect([...journal.changes(values)].map(({ key }) => key)).toEqual(keys);
  journal.close();
});

test('what was written is there when it is opened again, and nothing of what failed in the middle', async () => {
  const first = await openJournal(path);
  first.write([[values, { key: 'a', line: '1' }]]);
  const failing = function* () {
    yield [values, { key: 'b', line: '2' }] as const;
    throw new Error('the power went');
  };
  expect(() => first.write(failing())).toThrow('the power went');
  first.close();
  const second = await openJournal(path);
  expect([...second.changes(values)]).toEqual([{ key: 'a', line: '1' }]);
  second.close();
});

test('one at a time has it, and nobody else may read it', async () => {
  const journal = await openJournal(path);
  await expect(openJournal(path)).rejects.toMatchObject({ code: 'ARCHIVE_IN_USE', args: { directory } });
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  journal.close();
  (await openJournal(path)).close();
  await removeJournal(path);
  expect(hasJournal(path)).toBe(false);
});

test('a table may be taken over by another as a whole', async () => {
  const journal = await openJournal(path);
  journal.write([
    [values, { key: 'old', line: '1' }],
    [others, { key: 'new', line: '2' }],
  ]);
  journal.replace(values, others);
  expect([...journal.changes(values)]).toEqual([{ key: 'new', line: '2' }]);
  expect(journal.isWhole(values)).toBe(true);
  expect(journal.tables()).toEqual([values]);
  journal.keepPlaces(new Map([['OUfacility1', '/OUcountry01/OUfacility1']]));
  expect(journal.places()).toEqual(new Map([['OUfacility1', '/OUcountry01/OUfacility1']]));
  journal.close();
});
