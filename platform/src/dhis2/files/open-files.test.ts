import { expect, test } from 'vitest';
import type { FileHolder, FileResource } from '../../model/file-resource.ts';
import { nobody, startSmallInstance, wholesome } from '../testing/small-instance.ts';
import { type Answer, type SeenRequest, sendJson } from '../testing/small-server.ts';
import { pictureName } from './image-type.ts';

const uid = 'FileRes0001';
const stored = {
  id: uid,
  name: 'a.txt',
  contentType: 'text/plain',
  contentLength: 3,
  contentMd5: 'x',
  domain: 'DOCUMENT',
};
const release = (version: string) => {
  const info = wholesome['/api/system/info'];
  return { ...wholesome, '/api/system/info': { ...(info as object), version } };
};
const file: FileResource = { ...stored, uid, isStored: true };
const content = Buffer.from('abc');

/** Asks an instance of a release for the bytes of one file, and says where it looked. */
async function placeAsked(version: string, holder: FileHolder): Promise<string> {
  const answer: Answer = (request, response) => {
    if (request.path.startsWith('/api/categoryOptionCombos/')) {
      sendJson(response, {
        categoryCombo: { id: 'Combo000001' },
        categoryOptions: [{ id: 'Option00001' }, { id: 'Option00002' }],
      });
    } else response.end('abc');
  };
  await using small = await startSmallInstance(answer, release(version));
  const read = await small.instance.files.read(file, holder, nobody);
  if (!Buffer.isBuffer(read)) return read.code;
  expect(read.toString()).toBe('abc');
  const last = small.server.seen.at(-1);
  return `${last?.path}?${last?.query}`;
}

const ofEvent = { kind: 'event', event: 'Event000001', dataElement: 'Element0001' } as const;
const ofEntity = { kind: 'trackedEntity', trackedEntity: 'Entity00001', attribute: 'Attribute01' } as const;

test.each([
  ['2.40.1', ofEvent, '/api/events/files?eventUid=Event000001&dataElementUid=Element0001'],
  ['2.41.5.1', ofEvent, '/api/tracker/events/Event000001/dataValues/Element0001/file?'],
  ['2.39.3', { ...ofEntity, valueType: 'FILE_RESOURCE' }, 'FILE_NOT_GIVEN_OUT'],
  ['2.39.3', { ...ofEntity, valueType: 'IMAGE' }, '/api/trackedEntityInstances/Entity00001/Attribute01/image?'],
  ['2.40.1', { ...ofEntity, valueType: 'FILE_RESOURCE' }, '/api/trackedEntityInstances/Entity00001/Attribute01/file?'],
  [
    '2.42.4.1',
    { ...ofEntity, valueType: 'IMAGE', program: 'Program0001' },
    '/api/tracker/trackedEntities/Entity00001/attributes/Attribute01/file?program=Program0001',
  ],
  ['2.42.4.1', { kind: 'object' }, '/api/fileResources/FileRes0001/data?'],
] as const)('%s gives out a file where its release does', async (version, holder, place) => {
  expect(await placeAsked(version, holder)).toBe(place);
});

test('the file of a data value is asked for with the parts of its attribute option combo', async () => {
  const key = {
    dataElement: 'Element0001',
    period: '202401',
    orgUnit: 'Unit0000001',
    categoryOptionCombo: 'Coc00000001',
  };
  const place = await placeAsked('2.42.4.1', { kind: 'dataValue', ...key, attributeOptionCombo: 'Aoc00000001' });
  expect(place).toBe(
    '/api/dataValues/files?de=Element0001&pe=202401&ou=Unit0000001&co=Coc00000001&cc=Combo000001&cp=Option00001%3BOption00002',
  );
});

test('the file of a value that an org unit names is not asked for: 2.40 would say that nobody is logged in', async () => {
  await using small = await startSmallInstance((_request, response) => response.end('abc'));
  const before = small.server.seen.length;
  const read = await small.instance.files.read({ ...file, domain: 'DATA_VALUE' }, { kind: 'object' }, nobody);
  expect(read).toMatchObject({ code: 'FILE_NOT_GIVEN_OUT' });
  expect(small.server.seen).toHaveLength(before);
});

test('a file that is too large is not read, whether the instance says so or not', async () => {
  await using small = await startSmallInstance((_request, response) => response.end('abc'));
  const huge = { ...file, contentLength: 200_000_000 };
  expect(await small.instance.files.read(huge, { kind: 'object' }, nobody)).toMatchObject({ code: 'FILE_TOO_LARGE' });
});

/** An upload that is answered, and then a file that is stored after so many looks. */
function uploads(status: number, body: unknown, looks: number, seen: SeenRequest[] = []): Answer {
  let looked = 0;
  return (request, response) => {
    seen.push(request);
    if (request.method === 'POST') return sendJson(response, body, status);
    looked++;
    return sendJson(response, { ...stored, storageStatus: looked > looks ? 'STORED' : 'PENDING' });
  };
}

const upload = { uid, domain: 'DOCUMENT', name: 'a.txt', contentType: 'text/plain', content } as const;

test('an upload ends when the file is stored, and one that is there already is no refusal', async () => {
  const seen: SeenRequest[] = [];
  await using small = await startSmallInstance(uploads(202, { status: 'OK' }, 3, seen));
  expect(await small.instance.files.upload(upload, nobody)).toBeUndefined();
  expect(seen.map(({ method }) => method)).toEqual(['POST', 'GET', 'GET', 'GET', 'GET']);
  expect(seen[0]?.query.get('uid')).toBe(uid);
  const known = { httpStatusCode: 409, status: 'ERROR', errorCode: 'E1119', message: 'FileResource already exists' };
  await using again = await startSmallInstance(uploads(409, known, 0));
  expect(await again.instance.files.upload(upload, nobody)).toBeUndefined();
});

test('a refusal is told with the server’s code, or with its status where it gives none', async () => {
  const coded = { httpStatusCode: 409, status: 'ERROR', errorCode: 'E6101', message: 'File type not allowed' };
  await using small = await startSmallInstance(uploads(409, coded, 0));
  const refused = await small.instance.files.upload(upload, nobody);
  expect(refused).toEqual({ code: 'E6101', message: 'File type not allowed' });
  await using other = await startSmallInstance(uploads(409, { status: 'ERROR', message: 'too big' }, 0));
  expect(await other.instance.files.upload(upload, nobody)).toEqual({ code: 'HTTP_409', message: 'too big' });
});

test('a file whose content never shows up is told as not stored', async () => {
  await using small = await startSmallInstance(uploads(202, { status: 'OK' }, 1_000));
  expect(await small.instance.files.upload(upload, nobody)).toMatchObject({ code: 'FILE_NOT_STORED' });
});

test('before 2.39 no UID is asked for, and that is known beforehand', async () => {
  const seen: SeenRequest[] = [];
  await using small = await startSmallInstance(uploads(202, { status: 'OK' }, 0, seen), release('2.38.7'));
  expect(small.instance.files.keepsUids).toBe(false);
  await small.instance.files.upload(upload, nobody);
  expect(seen[0]?.query.has('uid')).toBe(false);
});

test('pictures get the ending that the target asks for; what ends so already keeps its name', () => {
  const names = ['photo.png', 'IMG_1.JPG', 'photo'].map((name) => pictureName(name, 'image/jpeg'));
  expect(names).toEqual(['photo.png.jpg', 'IMG_1.JPG.jpg', 'photo.jpg']);
  expect(pictureName('photo.jpeg', 'image/jpeg')).toBe('photo.jpeg');
  expect(pictureName('note.txt', 'text/plain')).toBe('note.txt');
});
