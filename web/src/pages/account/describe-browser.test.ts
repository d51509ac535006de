import { expect, it } from 'vitest';
import { describeBrowser } from './describe-browser.ts';

it('names the browser and the system that somebody recognises', () => {
  const chrome =
    'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36';
  expect(describeBrowser(chrome)).toBe('Chrome · Android');
  expect(describeBrowser('Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0')).toBe(
    'Firefox · Windows',
  );
  expect(describeBrowser(`${chrome} Edg/140.0`)).toBe('Edge · Android');
});

it('shows what it does not know, and nothing where nothing was said', () => {
  expect(describeBrowser('relais-sync/1.0')).toBe('relais-sync/1.0');
  expect(describeBrowser(undefined)).toBe('–');
});
