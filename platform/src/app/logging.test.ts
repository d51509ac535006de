import { expect, test } from 'vitest';
import { PlatformError } from '../model/errors/platform-error.ts';
import { createLog } from './logging.ts';

const lines: string[] = [];
const log = createLog({ write: (line) => lines.push(line), now: () => new Date('2026-03-10T10:00:00Z') });

test('a line is one JSON object, with the run and the piece that it is about', () => {
  lines.length = 0;
  log.info({ run: 7, step: 'dataValues', piece: 'ou/2024' }, 'piece done');
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? '')).toEqual({
    level: 'info',
    time: '2026-03-10T10:00:00.000Z',
    run: 7,
    step: 'dataValues',
    piece: 'ou/2024',
    msg: 'piece done',
  });
  expect(lines[0]?.endsWith('\n')).toBe(true);
});

test('no secret is written, wherever it stands', () => {
  lines.length = 0;
  const cause = new Error('refused: Basic cGxhbnRlZDpwbGFudGVk');
  const error = new PlatformError('DATABASE_UNREACHABLE', { args: { reason: 'postgres://relais:planted@db' }, cause });
  log.error({ error, password: 'planted', headers: { authorization: 'planted', cookie: 'planted' } }, 'it failed');
  log.warn(
    { instance: { url: 'https://a:planted@example.org', token: 'planted' } },
    'at https://a:planted@example.org',
  );
  expect(lines.join('')).not.toMatch(/planted|cGxhbnRlZDpwbGFudGVk/);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'error', error: { code: 'DATABASE_UNREACHABLE' } });
});
