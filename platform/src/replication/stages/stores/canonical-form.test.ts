import fc from 'fast-check';
import { describe, test } from 'vitest';
import { canonicalJsonText } from '../../../model/json-text.ts';
import { assertSameExactlyWhen } from '../../fixtures/taken-for-same.ts';
import { dataStoreClass } from './data-store.ts';
import { userDataStoreClass } from './user-data-store.ts';

/** JSON texts of few values in several spellings. */
const text = fc.constantFrom(
  '{"a":1,"b":[]}',
  '{ "b": [ ], "a": 1.0 }',
  '{"a":1}',
  '{"a":1,"b":null}',
  '""',
  'null',
  '0',
);
const access = fc.constantFrom('r-------', 'rw------');
const accessesOf = (...uids: string[]) =>
  fc.uniqueArray(fc.tuple(fc.constantFrom(...uids), access), { selector: ([uid]) => uid }).map(Object.fromEntries);
const sharing = fc.record({
  public: fc.constantFrom('--------', 'rw------'),
  users: accessesOf('UserOfBoth1', 'UserOfBoth2'),
  userGroups: accessesOf('GroupOfBoth'),
});

interface Stored {
  readonly value: string;
  readonly encrypted: boolean;
  readonly sharing?: unknown;
}

const meaningOf = (content: Stored) =>
  JSON.stringify([
    canonicalJsonText(content.value),
    content.encrypted,
    canonicalJsonText(JSON.stringify(content.sharing ?? null)),
  ]);

const inStore = fc.record({
  key: fc.constantFrom('app/key', 'app/other'),
  content: fc.record({ value: text, encrypted: fc.boolean(), sharing }),
});

describe('what a store keeps is the same exactly when no reader can tell it apart', () => {
  test('the store of all: value, encryption and who may do what', () =>
    assertSameExactlyWhen(dataStoreClass, inStore, meaningOf));

  test('sharing says nothing where a run leaves it alone', () => {
    const withoutSharing = ({ value, encrypted }: Stored) => meaningOf({ value, encrypted });
    return assertSameExactlyWhen(dataStoreClass, inStore, withoutSharing, { sharing: 'without' });
  });

  test('the store of a user: value and encryption', () => {
    const content = fc.record({ value: text, encrypted: fc.boolean() });
    const ofUser = fc.record({ key: fc.constantFrom('agent/app/key', 'agent/app/other'), content });
    return assertSameExactlyWhen(userDataStoreClass, ofUser, meaningOf);
  });
});
