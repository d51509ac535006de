import { expect, it } from 'vitest';
import type { Instance } from '../../api/instances.ts';
import {
  draftOf,
  emptyDraft,
  instanceChange,
  instanceToAdd,
  instanceToTest,
  isComplete,
  mistakesOf,
} from './instance-draft.ts';

const kept: Instance = {
  name: 'capitale',
  url: 'https://dhis2.example.org',
  username: 'relais',
  secretKind: 'password',
  allowSelfSigned: false,
  needsApproval: false,
};

it('is complete with a name, an address and a secret', () => {
  expect(isComplete(emptyDraft)).toBe(false);
  const draft = { ...emptyDraft, name: 'capitale', url: ' https://dhis2.example.org ', username: 'relais' };
  expect(isComplete(draft)).toBe(false);
  expect(isComplete({ ...draft, secret: 'district' })).toBe(true);
  expect(isComplete({ ...draft, secret: 'd2pat_x', secretKind: 'token', username: '' })).toBe(true);
  expect(instanceToAdd({ ...draft, secret: 'district' })).toMatchObject({
    url: 'https://dhis2.example.org',
    credentials: { kind: 'basic', username: 'relais', password: 'district' },
  });
});

it('tells what cannot be meant, and nothing while somebody begins to type', () => {
  expect(mistakesOf({ ...emptyDraft, name: 'région nord', url: 'dhis2.example.org' })).toEqual({
    name: 'nameMistake',
    url: 'addressMistake',
  });
  expect(mistakesOf({ ...emptyDraft, url: 'htt' })).toEqual({});
});

it('keeps the secret where neither the address nor the account changes', () => {
  const draft = { ...draftOf(kept), needsApproval: true };
  expect(isComplete(draft, kept)).toBe(true);
  expect(instanceChange(draft, kept)).toEqual({ url: kept.url, allowSelfSigned: false, needsApproval: true });
});

it('wants the secret again for another address or another account', () => {
  const moved = { ...draftOf(kept), url: 'https://other.example.org' };
  expect(isComplete(moved, kept)).toBe(false);
  expect(isComplete({ ...draftOf(kept), username: 'somebody' }, kept)).toBe(false);
  expect(instanceChange({ ...moved, secret: 'new' }, kept)).toMatchObject({ credentials: { password: 'new' } });
});

it('can be tried without a name, and not without an account', () => {
  const draft = { ...emptyDraft, url: ' https://dhis2.example.org', secret: 'district' };
  expect(instanceToTest(draft)).toBeUndefined();
  expect(instanceToTest({ ...draft, username: 'relais', url: 'dhis2' })).toBeUndefined();
  expect(instanceToTest({ ...draft, username: 'relais' })).toEqual({
    url: 'https://dhis2.example.org',
    credentials: { kind: 'basic', username: 'relais', password: 'district' },
    allowSelfSigned: false,
  });
});

it('tries a change with the kept secret as long as that holds', () => {
  const draft = { ...draftOf(kept), allowSelfSigned: true };
  expect(instanceToTest(draft, kept)).toEqual({ url: kept.url, allowSelfSigned: true, instance: 'capitale' });
  const moved = { ...draft, url: 'https://other.example.org' };
  expect(instanceToTest(moved, kept)).toBeUndefined();
  expect(instanceToTest({ ...moved, secret: 'district' }, kept)).toEqual({
    url: 'https://other.example.org',
    credentials: { kind: 'basic', username: 'relais', password: 'district' },
    allowSelfSigned: true,
  });
});
