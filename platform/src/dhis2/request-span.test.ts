import { expect, test } from 'vitest';
import { parseAddress } from './address.ts';
import { spanOfRequest } from './request-span.ts';

const where = parseAddress('https://dhis2.example.org:8443/sante');

test.each([
  ['/api/dataValueSets', '/api/dataValueSets'],
  ['/api/tracker/trackedEntities', '/api/tracker/trackedEntities'],
  ['/api/tracker/trackedEntities/PQfMcpmXeFE', '/api/tracker/trackedEntities/{}'],
  ['/api/organisationUnits/ImspTQPwCqd', '/api/organisationUnits/{}'],
  ['/api/dataStore/patients/Awa-Diop', '/api/dataStore/{}/{}'],
  ['/api/userDataStore/notes/Awa', '/api/userDataStore/{}/{}'],
  ['/api/users/awa@example.org', '/api/users/{}'],
  ['/api/system/info', '/api/system/info'],
  ['/api/42/metadata', '/api/42/metadata'],
  ['/api/%C3%A9', '/api/{}'],
])('%s is shown as %s', (path, shape) => {
  expect(spanOfRequest('GET', path, where)).toMatchObject({
    name: `GET ${shape}`,
    attributes: { 'url.template': shape, 'server.address': 'dhis2.example.org', 'server.port': 8443 },
  });
});
