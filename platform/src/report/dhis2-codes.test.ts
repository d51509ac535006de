import { expect, test } from 'vitest';
import { explainCode } from './dhis2-codes.ts';
import { html } from './html.ts';
import { maintenanceUrl } from './maintenance-url.ts';
import { listNotCopied } from './not-copied.ts';

test('the same code means one thing for metadata and another for tracker data', () => {
  const metadata = explainCode({ type: 'categoryCombos', code: 'E1126' });
  const tracker = explainCode({ type: 'enrollments', code: 'E1126' });
  expect(metadata?.means.en).toContain('limits');
  expect(tracker?.means.en).toContain('cannot change');
});

test('a code that we do not know is left to the server’s own words', () => {
  expect(explainCode({ type: 'dataElements', code: 'E9999' })).toBeUndefined();
});

test('our own reasons are explained for every type', () => {
  for (const type of ['dataElements', 'dataValues', 'events']) {
    expect(explainCode({ type, code: 'DEPENDS_ON_REFUSED' })?.means.fr).toContain('refusé');
  }
});

test('what nobody can copy depends on the release of the target', () => {
  const titles = (release: string | undefined) => listNotCopied(release).map(({ title }) => title.en);
  expect(titles('2.43.1')).toContain('Who entered a value (storedBy)');
  expect(titles('2.42.4.1')).not.toContain('Who entered a value (storedBy)');
  expect(titles('2.40.1')).not.toContain('Dates of data values');
  expect(titles(undefined)).toContain('Who entered a value (storedBy)');
});

test('a link leads into the Maintenance app of the source where it edits the type', () => {
  const source = { name: 'production', address: 'https://dhis2.example.org/moh', release: '2.42.4.1' };
  const finding = { type: 'dataElements', key: 'fbfJHSPpUQD', cause: 'refused', code: 'E4000', message: '' } as const;
  expect(maintenanceUrl(source, finding)).toBe(
    'https://dhis2.example.org/moh/dhis-web-maintenance/index.html#/edit/dataElementSection/dataElement/fbfJHSPpUQD',
  );
  expect(maintenanceUrl(source, { ...finding, type: 'dataValues' })).toBeUndefined();
  expect(maintenanceUrl(source, { ...finding, key: '*' })).toBeUndefined();
  expect(maintenanceUrl({ ...source, address: 'javascript:alert(1)' }, finding)).toBeUndefined();
  expect(maintenanceUrl({ ...source, release: '2.43.1' }, finding)).toBeUndefined();
});

test('texts in HTML are escaped, HTML in HTML is not', () => {
  const item = html`<li>${'<&"\'>'}</li>`;
  expect(html`<ul title="${'"'}">${[item, item]}</ul>`.html).toBe(
    '<ul title="&quot;"><li>&lt;&amp;&quot;&#39;&gt;</li><li>&lt;&amp;&quot;&#39;&gt;</li></ul>',
  );
});

test('characters that HTML forbids do not reach it', () => {
  expect(html`${'a\u0000b\u001Fc\td'}`.html).toBe('a\uFFFDb\uFFFDc\td');
});
