import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withoutSecrets } from './redaction.ts';

test.each([
  'password',
  'newPassword',
  'secret',
  'webhookSecret',
  'webhook_secret',
  'token',
  'apiToken',
  'api_key',
  'apiKey',
  'Authorization',
  'cookie',
  'set-cookie',
  'csrf',
  'totp',
  'recoveryCodes',
  'privateKey',
  'credentials',
])('what stands under %s is a secret', (key) => {
  expect(withoutSecrets({ deep: [{ [key]: 'planted' }] })).toEqual({ deep: [{ [key]: '…' }] });
});

test.each(['name', 'url', 'username', 'tokenName', 'secretKind', 'passwordChangedAt', 'keyVersion'])(
  'what stands under %s is shown',
  (key) => {
    expect(withoutSecrets({ [key]: 'shown' })).toEqual({ [key]: 'shown' });
  },
);

test.each([
  ['https://relais:planted@dhis2.example.org/api', 'https://…@dhis2.example.org/api'],
  ['asked with Basic YWRtaW46ZGlzdHJpY3Q= twice', 'asked with Basic … twice'],
  ['ApiToken d2pat_5xVA12xyUbWNedQxy4ohH77WlxRGVvZZ1151814092', 'ApiToken …'],
  [
    'postgres://relais:planted@127.0.0.1:5432/relais does not answer',
    'postgres://…@127.0.0.1:5432/relais does not answer',
  ],
])('%s loses its secret', (text, expected) => {
  expect(withoutSecrets(text)).toBe(expected);
});

test('an error keeps its name, its code and its causes, not its secrets', () => {
  const cause = Object.assign(new Error('refused: Bearer abcdefgh12345'), { code: 'ECONNREFUSED' });
  expect(withoutSecrets(new TypeError('no answer', { cause }))).toEqual({
    name: 'TypeError',
    message: 'no answer',
    cause: { name: 'Error', code: 'ECONNREFUSED', message: 'refused: Bearer …' },
  });
});

test('a cycle ends', () => {
  const loop: Record<string, unknown> = { name: 'a' };
  loop.self = loop;
  expect(withoutSecrets(loop)).toEqual({ name: 'a', self: '…' });
});

test('no value under a secret key survives, however deep', () => {
  const secretValue = fc.string({ minLength: 12, maxLength: 20 }).map((text) => `planted${text}`);
  fc.assert(
    fc.property(secretValue, fc.array(fc.constantFrom('a', 'list', 'b'), { maxLength: 5 }), (secret, path) => {
      const deep = path.reduce<unknown>((inner, key) => (key === 'list' ? [inner] : { [key]: inner }), {
        password: secret,
      });
      expect(JSON.stringify(withoutSecrets(deep))).not.toContain('planted');
    }),
  );
});
