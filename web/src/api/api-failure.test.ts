import { expect, it } from 'vitest';
import { ApiProblem, ConnectionLost, isSignedOut } from './api-failure.ts';

const problem = (status: number, code: string) =>
  new ApiProblem({ type: `urn:relais:problem:${code}`, title: code, status, code, hint: '' });

it('takes nobody for signed out who mistyped a password or a code', () => {
  expect(isSignedOut(problem(401, 'SESSION_ENDED'))).toBe(true);
  expect(isSignedOut(problem(401, 'SECOND_FACTOR_REFUSED'))).toBe(false);
  expect(isSignedOut(problem(401, 'LOGIN_REFUSED'))).toBe(false);
  expect(isSignedOut(problem(403, 'ACCESS_DENIED'))).toBe(false);
  expect(isSignedOut(new ConnectionLost('no answer'))).toBe(false);
});
