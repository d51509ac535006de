import { expect, test } from 'vitest';
import { collect } from '../testing/collect.ts';
import { nobody, startSmallInstance } from '../testing/small-instance.ts';
import { sendJson } from '../testing/small-server.ts';

const dataSet = { id: 'DSMensuel01' };
const organisationUnit = { id: 'OUfacility1' };

test.each([
  ['up to 2.42', 'Rapport mensuel (CSPS, January 2025)', { id: '202501' }],
  [
    'in 2.43.1, which gives the period by its dates',
    'Rapport mensuel (CSPS (Nord), 202501)',
    { periodType: 'Monthly' },
  ],
])('the period of a lock exception is found %s', async (_release, name, period) => {
  await using small = await startSmallInstance((_request, response) => {
    sendJson(response, { lockExceptions: [{ name, dataSet, organisationUnit, period }] });
  });
  const entries = await collect(small.instance.entries.read('lockExceptions', 'all', nobody));
  expect(entries).toEqual([{ key: 'DSMensuel01/202501/OUfacility1', content: {} }]);
});
