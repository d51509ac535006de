import { beforeEach, expect, test } from 'vitest';
import { createInstance } from '../../create-instance.ts';
import type { Account, Instance } from '../../instance.ts';
import { WebMessageError } from '../../web-message.ts';
import { ADMIN_UID } from '../blank.ts';
import type { Json } from '../json.ts';
import { importMetadata } from './import-metadata.ts';
import { DEFAULT_PARAMS, type ImportParams } from './import-params.ts';
import type { ImportReport } from './import-report.ts';

const admin: Account = { uid: ADMIN_UID, username: 'admin', authorities: new Set(['ALL']) };
let instance: Instance;

beforeEach(() => {
  instance = createInstance({ release: '2.42.4.1', seed: 'import' });
});

function run(payload: Json, params: Partial<ImportParams> = {}): ImportReport {
  return importMetadata(instance, admin, payload, { ...DEFAULT_PARAMS, ...params });
}

function codes(report: ImportReport): string[] {
  return report.typeReports.flatMap(({ objectReports }) =>
    objectReports.flatMap(({ uid, errorReports }) => errorReports.map(({ errorCode }) => `${uid} ${errorCode}`)),
  );
}

const constant = (id: string, name: string, more: Json = {}): Json => ({
  id,
  name,
  shortName: name,
  value: 1,
  ...more,
});
const unit = (id: string, parent?: string): Json => ({
  id,
  name: id,
  shortName: id,
  openingDate: '2010-01-01',
  ...(parent === undefined ? {} : { parent: { id: parent } }),
});
const dataElement = (id: string, more: Json = {}): Json => ({
  id,
  name: id,
  shortName: id,
  domainType: 'AGGREGATE',
  valueType: 'NUMBER',
  aggregationType: 'SUM',
  ...more,
});

test('one error keeps the whole payload out with atomicMode=ALL, and only its object with NONE', () => {
  const payload = { constants: [constant('Constant001', 'Pi'), { id: 'Constant002', name: 'Half' }] };
  const refused = run(payload);
  expect([refused.status, refused.stats.ignored]).toEqual(['ERROR', 2]);
  expect(instance.metadata.of('constants').size).toBe(0);
  const partly = run(payload, { atomicMode: 'NONE' });
  expect([partly.status, partly.stats]).toEqual([
    'WARNING',
    { created: 1, updated: 0, deleted: 0, ignored: 1, total: 2 },
  ]);
  expect([...instance.metadata.of('constants').keys()]).toEqual(['Constant001']);
});

test('with NONE an object with a bad reference comes in without it', () => {
  const payload = { dataElements: [dataElement('DataElem001', { optionSet: { id: 'OptionSetXX' } })] };
  expect(codes(run(payload, { atomicMode: 'NONE' }))).toEqual(['DataElem001 E5002']);
  const stored = instance.metadata.find('dataElements', 'DataElem001');
  expect(stored?.optionSet).toBeUndefined();
  expect(stored?.categoryCombo).toEqual({ id: 'bjDvmb4bfuf' });
});

test('VALIDATE says what would happen and writes nothing', () => {
  expect(run({ constants: [constant('Constant001', 'Pi')] }, { importMode: 'VALIDATE' }).stats.created).toBe(1);
  expect(instance.metadata.of('constants').size).toBe(0);
});

test('a reference forward in the payload is lost without a word: an attribute keeps no option set of a later type', () => {
  const optionSets = [{ id: 'OptionSet01', name: 'Set', valueType: 'TEXT', options: [] }];
  const attributes = [
    { id: 'Attribute01', name: 'A', shortName: 'A', valueType: 'TEXT', optionSet: { id: 'OptionSet01' } },
  ];
  expect(run({ attributes, optionSets }).status).toBe('OK');
  expect(instance.metadata.find('attributes', 'Attribute01')?.optionSet).toBeUndefined();
  run({ attributes });
  expect(instance.metadata.find('attributes', 'Attribute01')?.optionSet).toEqual({ id: 'OptionSet01' });
});

test('what DHIS2 repairs is not lost: parents of units, units of users, options of their set, stages of their program', () => {
  const report = run({
    organisationUnits: [unit('UnitChild01', 'UnitRoot001'), unit('UnitRoot001')],
    users: [
      {
        id: 'UserOne0001',
        username: 'one',
        firstName: 'User',
        surname: 'One',
        userRoles: [{ id: 'yrB6vc5Ip3r' }],
        organisationUnits: [{ id: 'UnitRoot001' }],
      },
    ],
    options: [{ id: 'Option00001', name: 'Yes', code: 'YES', optionSet: { id: 'OptionSet01' } }],
    optionSets: [{ id: 'OptionSet01', name: 'Set', valueType: 'TEXT', options: [{ id: 'Option00001' }] }],
    programs: [
      {
        id: 'Program0001',
        name: 'P',
        shortName: 'P',
        programType: 'WITHOUT_REGISTRATION',
        programStages: [{ id: 'Stage000001' }],
      },
    ],
    programStages: [{ id: 'Stage000001', name: 'S', program: { id: 'Program0001' } }],
  });
  expect(codes(report)).toEqual([]);
  expect(instance.metadata.find('organisationUnits', 'UnitChild01')?.parent).toEqual({ id: 'UnitRoot001' });
  expect(instance.metadata.find('users', 'UserOne0001')?.organisationUnits).toEqual([{ id: 'UnitRoot001' }]);
  expect(instance.metadata.find('options', 'Option00001')).toMatchObject({
    optionSet: { id: 'OptionSet01' },
    sortOrder: 0,
  });
  expect(instance.metadata.find('programStages', 'Stage000001')?.program).toEqual({ id: 'Program0001' });
});

test('a user name that is taken is refused by the database, and everything before it is taken back', () => {
  const users = [
    { id: 'UserOne0001', username: 'admin', firstName: 'User', surname: 'One', userRoles: [{ id: 'yrB6vc5Ip3r' }] },
  ];
  const userRoles = [{ id: 'UserRole001', name: 'Role', authorities: [] }];
  expect(() => run({ userRoles, users })).toThrow(WebMessageError);
  expect(instance.metadata.find('userRoles', 'UserRole001')).toBeUndefined();
  expect(instance.metadata.find('users', 'UserOne0001')).toBeUndefined();
});

test('a password is kept, and shown nowhere', () => {
  const user = {
    id: 'UserOne0001',
    username: 'one',
    password: 'Secret-1',
    firstName: 'User',
    surname: 'One',
    userRoles: [{ id: 'yrB6vc5Ip3r' }],
  };
  run({ users: [user] });
  expect(instance.passwords.get('UserOne0001')).toBe('Secret-1');
  expect(instance.metadata.find('users', 'UserOne0001')?.password).toBeUndefined();
});

test('duplicates are named with who holds the value: in the instance, and earlier in the payload', () => {
  run({ constants: [constant('Constant001', 'Pi', { code: 'PI' })] });
  const report = run({
    constants: [
      constant('Constant002', 'Two', { code: 'PI' }),
      constant('Constant003', 'E'),
      constant('Constant004', 'E'),
    ],
  });
  expect(codes(report)).toEqual(['Constant002 E5003', 'Constant004 E5003', 'Constant004 E5003']);
  expect(report.typeReports[0]?.objectReports[0]?.errorReports[0]?.mainId).toBe('Constant001');
});

test('the same UID twice in a payload leaves the first', () => {
  const report = run(
    { constants: [constant('Constant001', 'Pi'), constant('Constant001', 'E')] },
    { atomicMode: 'NONE' },
  );
  expect(codes(report)).toEqual(['Constant001 E5004']);
  expect(instance.metadata.find('constants', 'Constant001')?.name).toBe('Pi');
});

test('an update replaces: what the payload leaves out is gone, and the version counts', () => {
  const set = { id: 'OptionSet01', name: 'Set', valueType: 'TEXT', code: 'SET', description: 'words', options: [] };
  run({ optionSets: [set] });
  run({ optionSets: [{ id: 'OptionSet01', name: 'Set', valueType: 'TEXT' }] });
  const stored = instance.metadata.find('optionSets', 'OptionSet01');
  expect([stored?.code, stored?.description, stored?.version]).toEqual([undefined, undefined, 1]);
});

test('default category objects of a payload are passed over, and cannot be doubled', () => {
  const combo = { name: 'default', code: 'default', dataDimensionType: 'DISAGGREGATION', categories: [] };
  expect(run({ categoryCombos: [{ ...combo, id: 'bjDvmb4bfuf' }] }).stats.total).toBe(0);
  expect(codes(run({ categoryCombos: [{ ...combo, id: 'CatComboXXX' }] }))).toEqual([
    'CatComboXXX E5003',
    'CatComboXXX E5003',
  ]);
});

test('sharing with an unknown group is a bad reference, unless sharing is skipped; then it is the importer’s alone', () => {
  const sharing = {
    public: 'rw------',
    users: {},
    userGroups: { GroupXX0001: { id: 'GroupXX0001', access: 'rw------' } },
  };
  const payload = { constants: [constant('Constant001', 'Pi', { sharing })] };
  expect(codes(run(payload))).toEqual(['Constant001 E5002']);
  expect(run(payload, { skipSharing: true }).status).toBe('OK');
  expect(instance.metadata.find('constants', 'Constant001')?.sharing).toMatchObject({
    owner: ADMIN_UID,
    public: '--------',
  });
});

test('an unknown constant fails the whole request, as Jackson does', () => {
  expect(() => run({ dataElements: [dataElement('DataElem001', { valueType: 'NOPE' })] })).toThrow('Enum class');
});

test('limits that came with 2.42 are none before', () => {
  const categoryOptions = Array.from({ length: 51 }, (_none, at) => {
    const id = `CatOption${String(at).padStart(2, '0')}`;
    return { id, name: id, shortName: id };
  });
  const categories = [
    {
      id: 'Category001',
      name: 'C',
      shortName: 'C',
      dataDimensionType: 'DISAGGREGATION',
      categoryOptions: categoryOptions.map(({ id }) => ({ id })),
    },
  ];
  expect(codes(run({ categoryOptions, categories }))).toEqual(['Category001 E1127']);
  instance = createInstance({ release: '2.41.5.1' });
  expect(run({ categoryOptions, categories }).status).toBe('OK');
});

test('deletion: what something needs stays (E4030), what is gone is not found (E5001), options go with their set', () => {
  run({
    options: [{ id: 'Option00001', name: 'Yes', code: 'YES', optionSet: { id: 'OptionSet01' } }],
    optionSets: [
      { id: 'OptionSet01', name: 'Used', valueType: 'NUMBER', options: [{ id: 'Option00001' }] },
      { id: 'OptionSet02', name: 'Free', valueType: 'NUMBER', options: [] },
    ],
    dataElements: [dataElement('DataElem001', { optionSet: { id: 'OptionSet01' } })],
  });
  const deletion = { importStrategy: 'DELETE' } as const;
  const report = run({ optionSets: [{ id: 'OptionSet01' }, { id: 'OptionSet02' }] }, deletion);
  expect([codes(report), report.stats.deleted]).toEqual([['OptionSet01 E4030'], 1]);
  expect(codes(run({ optionSets: [{ id: 'OptionSet02' }] }, deletion))).toEqual(['OptionSet02 E5001']);
  run({ dataElements: [{ id: 'DataElem001' }] }, deletion);
  expect(run({ optionSets: [{ id: 'OptionSet01' }] }, deletion).status).toBe('OK');
  expect(instance.metadata.of('options').size).toBe(0);
});

test('up to 2.40 the first veto ends the request', () => {
  instance = createInstance({ release: '2.40.1' });
  run({
    optionSets: [{ id: 'OptionSet01', name: 'Used', valueType: 'NUMBER', options: [] }],
    dataElements: [dataElement('DataElem001', { optionSet: { id: 'OptionSet01' } })],
  });
  expect(() => run({ optionSets: [{ id: 'OptionSet01' }] }, { importStrategy: 'DELETE' })).toThrow('DataElement');
});
