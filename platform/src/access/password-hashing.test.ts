import { expect, test } from 'vitest';
import { createPasswordHashing, usualPasswordCost } from './password-hashing.ts';

const cheap = { memoryKiB: 8, passes: 1, lanes: 1 };

test('a password is kept as Argon2id at the usual cost, another each time', async () => {
  const passwords = createPasswordHashing();
  const [one, other] = await Promise.all([passwords.hash('trois pirogues'), passwords.hash('trois pirogues')]);
  expect(one).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=1\$/);
  expect(one).not.toBe(other);
  expect(await passwords.verify('trois pirogues', one)).toBe(true);
  expect(await passwords.verify('trois pirogue', one)).toBe(false);
});

test('é is é, however the keyboard writes it', async () => {
  const passwords = createPasswordHashing(cheap);
  const hash = await passwords.hash('pirogue v\u00e9loce');
  expect(await passwords.verify('pirogue ve\u0301loce', hash)).toBe(true);
});

test('where there is no hash the answer is no, whatever is tried', async () => {
  const passwords = createPasswordHashing(cheap);
  expect(await passwords.verify('trois pirogues', undefined)).toBe(false);
});

test('many at a time all get their turn', async () => {
  const passwords = createPasswordHashing(cheap);
  const hash = await passwords.hash('trois pirogues');
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, turn) => passwords.verify(turn % 2 ? 'trois pirogues' : 'deux pirogues', hash)),
  );
  expect(answers.filter(Boolean)).toHaveLength(25);
});

test('a hash of another cost is outdated', async () => {
  const hash = await createPasswordHashing(cheap).hash('trois pirogues');
  expect(createPasswordHashing(cheap).isOutdated(hash)).toBe(false);
  expect(createPasswordHashing({ ...cheap, passes: 2 }).isOutdated(hash)).toBe(true);
  expect(usualPasswordCost.memoryKiB).toBeGreaterThanOrEqual(19_456);
});
