import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { createInstance } from '../create-instance.ts';
import type { Instance, StoredObject } from '../instance.ts';
import { ADMIN_UID } from '../metadata/blank.ts';
import { buildApp } from '../server.ts';

/** An answer of the instance under test. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  /** The value at a path such as `response.conflicts.0.errorCode`. */
  at(path: string): unknown;
}

/** A stand-in of a release without a port, with a small hierarchy, a data set and two programs. */
export interface TestInstance {
  readonly instance: Instance;
  readonly app: FastifyInstance;
  get(path: string, user?: string): Promise<Answer>;
  send(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown, options?: SendOptions): Promise<Answer>;
  post(path: string, body: unknown, user?: string): Promise<Answer>;
}

interface SendOptions {
  readonly user?: string;
  readonly contentType?: string;
}

export const COUNTRY = 'OUcountry01';
export const CLINIC = 'OUfacility1';
export const OTHER_CLINIC = 'OUfacility2';
export const DEFAULT_COMBO = 'HllvX50cXC0';
const DEFAULT_CATEGORY_COMBO = 'bjDvmb4bfuf';

/** Makes the instance; `agent1` may work at the clinic only. */
export function createTestInstance(release = '2.42.4.1'): TestInstance {
  const instance = createInstance({ release });
  fill(instance);
  const app = buildApp(instance);
  const authorization = (user: string): string => `Basic ${Buffer.from(`${user}:district`).toString('base64')}`;
  const answer = (response: LightMyRequestResponse): Answer => ({
    status: response.statusCode,
    text: response.body,
    at: (path) => valueAt(JSON.parse(response.body), path),
  });
  const send: TestInstance['send'] = async (
    method,
    path,
    body,
    { user = 'admin', contentType = 'application/json' } = {},
  ) => {
    const payload = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body ?? null);
    const headers = {
      authorization: authorization(user),
      ...(body === undefined ? {} : { 'content-type': contentType }),
    };
    return answer(await app.inject({ method, url: path, headers, ...(body === undefined ? {} : { payload }) }));
  };
  return {
    instance,
    app,
    send,
    get: async (path, user = 'admin') =>
      answer(await app.inject({ url: path, headers: { authorization: authorization(user) } })),
    post: (path, body, user) => send('POST', path, body, user === undefined ? {} : { user }),
  };
}

function valueAt(json: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (at, step) => (typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[step] : undefined),
      json,
    );
}

function fill({ metadata, passwords }: Instance): void {
  const put = (plural: string, ...objects: StoredObject[]): void => {
    for (const object of objects) metadata.of(plural).set(object.id, object);
  };
  const id = (uid: string): { id: string } => ({ id: uid });
  put(
    'organisationUnits',
    { id: COUNTRY, code: 'OU_PAYS', name: 'Pays', openingDate: '2010-01-01' },
    { id: CLINIC, code: 'OU_F1', name: 'CSPS 1', parent: id(COUNTRY), openingDate: '2010-01-01' },
    { id: OTHER_CLINIC, code: 'OU_F2', name: 'CSPS 2', parent: id(COUNTRY), openingDate: '2010-01-01' },
  );
  const units = { organisationUnits: [id(COUNTRY)], dataViewOrganisationUnits: [id(COUNTRY)] };
  put(
    'users',
    { ...metadata.find('users', ADMIN_UID), id: ADMIN_UID, ...units },
    { id: 'UserAgent01', username: 'agent1', firstName: 'Awa', surname: 'Test', organisationUnits: [id(CLINIC)] },
  );
  passwords.set('UserAgent01', 'district');
  fillAggregate(put, id);
  fillTracker(put, id);
}

type Put = (plural: string, ...objects: StoredObject[]) => void;
type Id = (uid: string) => { id: string };

function fillAggregate(put: Put, id: Id): void {
  const element = (uid: string, valueType: string, more: object = {}): StoredObject => ({
    id: uid,
    code: `CODE_${uid}`,
    name: uid,
    valueType,
    aggregationType: 'SUM',
    categoryCombo: id(DEFAULT_CATEGORY_COMBO),
    ...more,
  });
  const elements = ['DEDeaths001', 'DEText00001', 'DEOption001', 'DEZero00001', 'DEAggFile01'];
  put('optionSets', { id: 'OptSetYesNo', options: [id('OptionYes01'), id('OptionNo001')] });
  put('options', { id: 'OptionYes01', code: 'YES' }, { id: 'OptionNo001', code: 'NO' });
  put(
    'dataElements',
    element('DEDeaths001', 'INTEGER_ZERO_OR_POSITIVE'),
    element('DEText00001', 'LONG_TEXT', { aggregationType: 'NONE' }),
    element('DEOption001', 'TEXT', { optionSet: id('OptSetYesNo'), aggregationType: 'NONE' }),
    element('DEZero00001', 'INTEGER', { zeroIsSignificant: true }),
    element('DEAggFile01', 'FILE_RESOURCE', { aggregationType: 'NONE' }),
    element('DELonely001', 'INTEGER'),
    element('DEWeight001', 'NUMBER'),
    element('DEPhoto0001', 'FILE_RESOURCE'),
    element('DEAnswer001', 'TEXT', { optionSet: id('OptSetYesNo') }),
  );
  put('dataElementGroups', { id: 'DEGroup0001', dataElements: [id('DEText00001')] });
  put('dataSets', {
    id: 'DSMonthly01',
    periodType: 'Monthly',
    openFuturePeriods: 0,
    categoryCombo: id(DEFAULT_CATEGORY_COMBO),
    dataSetElements: elements.map((uid) => ({ dataElement: id(uid) })),
    organisationUnits: [id(CLINIC), id(OTHER_CLINIC)],
  });
}

function fillTracker(put: Put, id: Id): void {
  const combo = { categoryCombo: id(DEFAULT_CATEGORY_COMBO) };
  const attribute = (uid: string, mandatory = false): object => ({ trackedEntityAttribute: id(uid), mandatory });
  put(
    'trackedEntityAttributes',
    { id: 'TEAFirstNam', name: 'Prénom', valueType: 'TEXT' },
    { id: 'TEANational', name: 'Identifiant', valueType: 'TEXT', unique: true },
    { id: 'TEAAge00001', name: 'Âge', valueType: 'INTEGER' },
  );
  put('trackedEntityTypes', { id: 'TETPerson01', trackedEntityTypeAttributes: [attribute('TEAFirstNam')] });
  put('trackedEntityTypes', { id: 'TETAnimal01', trackedEntityTypeAttributes: [] });
  put(
    'programs',
    {
      id: 'ProgTracker',
      programType: 'WITH_REGISTRATION',
      trackedEntityType: id('TETPerson01'),
      programTrackedEntityAttributes: [
        attribute('TEAFirstNam', true),
        attribute('TEANational'),
        attribute('TEAAge00001'),
      ],
      programStages: [id('StageVisit1'), id('StageBirth1')],
      organisationUnits: [id(CLINIC), id(OTHER_CLINIC)],
      ...combo,
    },
    {
      id: 'ProgEvent01',
      programType: 'WITHOUT_REGISTRATION',
      programStages: [id('StageNotif1')],
      organisationUnits: [id(CLINIC)],
      ...combo,
    },
  );
  const stage = (uid: string, program: string, more: object, ...elements: string[]): StoredObject => ({
    id: uid,
    program: id(program),
    programStageDataElements: elements.map((element) => ({ dataElement: id(element) })),
    ...more,
  });
  put(
    'programStages',
    stage('StageVisit1', 'ProgTracker', { repeatable: true }, 'DEWeight001', 'DEPhoto0001', 'DEAnswer001'),
    stage('StageBirth1', 'ProgTracker', { repeatable: false }, 'DEWeight001'),
    stage('StageNotif1', 'ProgEvent01', {}, 'DEWeight001'),
  );
  const person = { relationshipEntity: 'TRACKED_ENTITY_INSTANCE', trackedEntityType: id('TETPerson01') };
  put('relationshipTypes', {
    id: 'RelSibling1',
    name: 'Fratrie',
    bidirectional: true,
    fromConstraint: person,
    toConstraint: person,
  });
}
