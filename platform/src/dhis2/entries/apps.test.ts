import { expect, test } from 'vitest';
import { nobody, startSmallInstance } from '../testing/small-instance.ts';
import { sendJson } from '../testing/small-server.ts';

const app = { name: 'Capture', version: '2.0.0', appHubId: 'hub-of-capture', fromAppHub: true };

/** An instance that reaches an App Hub with one app in two versions. */
const hub = [
  {
    id: 'hub-of-capture',
    versions: [
      { id: 'version-1', version: '1.0.0' },
      { id: 'version-2', version: '2.0.0' },
    ],
  },
];

test('an app is fetched from the App Hub in the version that the source has', async () => {
  await using small = await startSmallInstance((request, response) => {
    sendJson(response, request.path === '/api/appHub' ? hub : {}, request.method === 'POST' ? 201 : 200);
  });
  const { entries } = small.instance;
  expect(await entries.write('apps', 'all', [{ key: 'Capture', content: app }], { signal: nobody })).toEqual([]);
  expect(small.server.seen.at(-1)).toMatchObject({ method: 'POST', path: '/api/appHub/version-2' });
  const newer = [{ key: 'Capture', content: { ...app, version: '3.0.0' } }];
  expect(await entries.write('apps', 'all', newer, { signal: nobody })).toEqual([
    { key: 'Capture', code: 'HTTP_404', message: 'The App Hub does not offer Capture 3.0.0.' },
  ]);
});

test('an App Hub that cannot be reached is told at once, and not waited for', async () => {
  await using small = await startSmallInstance((_request, response) => {
    sendJson(response, { message: 'I/O error on GET request: Connection refused' }, 503);
  });
  const asked = small.server.seen.length;
  const refusals = await small.instance.entries.write('apps', 'all', [{ key: 'Capture', content: app }], {
    signal: nobody,
  });
  expect(refusals).toMatchObject([{ code: 'HTTP_503', message: expect.stringContaining('Connection refused') }]);
  expect(small.server.seen).toHaveLength(asked + 1);
});

test('apps that come with a release are not told', async () => {
  const apps = [
    { key: 'dashboard', name: 'Dashboard', version: '42.0.0', bundled: true },
    { key: 'login', name: 'Login', version: '42.0.0', core_app: true },
    { key: 'Small-App', name: 'Small App', version: '1.0.0', bundled: false },
  ];
  await using small = await startSmallInstance((_request, response) => sendJson(response, apps));
  const keys = [];
  for await (const { key } of small.instance.entries.read('apps', 'all', nobody)) keys.push(key);
  expect(keys).toEqual(['Small-App']);
});
