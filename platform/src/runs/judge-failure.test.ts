import { expect, test } from 'vitest';
import { PlatformError } from '../model/errors/platform-error.ts';
import { canDoWithout, failureOf, judgeFailure, retryPauseMs } from './judge-failure.ts';

const address = 'https://dhis2.example.org';

test('a server that is not there is waited for, one that fails at what was asked is not', () => {
  const down = { kind: 'instance-down', address };
  expect(judgeFailure(new PlatformError('DHIS2_CONNECTION_REFUSED', { args: { address } }))).toEqual(down);
  const server = (status: number) =>
    judgeFailure(new PlatformError('DHIS2_SERVER_ERROR', { args: { address, status }, retryable: true }));
  expect(server(502)).toEqual(down);
  expect(server(500)).toEqual({ kind: 'try-again' });
});

test('a refused account waits for a person, whoever finds it', () => {
  const refused = new PlatformError('DHIS2_PASSWORD_REFUSED', { args: { address, username: 'relais' } });
  expect(judgeFailure(refused)).toEqual({ kind: 'account-refused', address });
  const unreadable = new PlatformError('SECRET_UNREADABLE', { args: { instance: 'production' } });
  expect(judgeFailure(unreadable)).toEqual({ kind: 'account-refused', address: undefined });
});

test('trouble of Relais’s own database is nobody’s failure', () => {
  const full = Object.assign(new Error('could not extend file'), { code: '53100', severity: 'ERROR' });
  expect(judgeFailure(full)).toEqual({ kind: 'store' });
  expect(judgeFailure(new Error('Connection terminated unexpectedly'))).toEqual({ kind: 'store' });
  expect(judgeFailure(new AggregateError([new Error('x'), full]))).toEqual({ kind: 'store' });
  const lost = new PlatformError('DHIS2_CONNECTION_LOST', {
    args: { address },
    cause: Object.assign(new Error('reset'), { code: 'ECONNRESET' }),
  });
  expect(judgeFailure(lost)).toMatchObject({ kind: 'instance-down' });
});

test('what no try would mend is not tried again, a fault of our own is', () => {
  expect(judgeFailure(new PlatformError('DHIS2_RELEASE_UNSUPPORTED'))).toEqual({ kind: 'no-use' });
  expect(judgeFailure(new TypeError('undefined is not a function'))).toEqual({ kind: 'try-again' });
  expect(failureOf(new TypeError('x'))).toEqual({ code: 'FAULT', args: { reason: 'TypeError: x' } });
});

test('pauses grow, to a minute at most', () => {
  const pauses = [0, 1, 2, 3, 4, 5, 20].map((attempts) => retryPauseMs(attempts, 1));
  expect(pauses).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
  expect(retryPauseMs(0, 0)).toBe(1_000);
});

test('a run can do without data, but not without its metadata or its verdict', () => {
  expect(canDoWithout({ task: 'work', step: 'dataValues' })).toBe(true);
  expect(canDoWithout({ task: 'work', step: 'metadata' })).toBe(false);
  expect(canDoWithout({ task: 'open', step: 'plan' })).toBe(false);
});
