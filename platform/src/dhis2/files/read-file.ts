import { type FileHolder, type FileRefusal, type FileResource, largestFile } from '../../model/file-resource.ts';
import type { Uid } from '../../model/uid.ts';
import type { ApiRequest, ApiResponse, Query } from '../api-request.ts';
import { isSuccess, refusalFrom } from '../ask.ts';
import type { Client } from '../client.ts';
import { readBytes, readText } from '../read-body.ts';
import type { OptionCombos } from './option-combos.ts';

/** Reads a file's bytes through what refers to it. What the instance cannot give is a refusal, so that one file does not stop a run. */
export async function readFile(
  client: Client,
  optionCombos: OptionCombos,
  file: FileResource,
  holder: FileHolder,
  signal: AbortSignal,
): Promise<Buffer | FileRefusal> {
  if (file.contentLength > largestFile) {
    return { code: 'FILE_TOO_LARGE', message: `${file.contentLength} bytes; Relais carries ${largestFile} at most` };
  }
  const where = await placeOf(client, optionCombos, file, holder, signal);
  if ('code' in where) return where;
  return readPlace(client, where, signal);
}

/** Reads the bytes of a file that is given out under its own UID: of a document, a picture, an icon. */
export async function readObjectFile(
  client: Client,
  { uid, domain }: Pick<FileResource, 'uid' | 'domain'>,
  signal: AbortSignal,
): Promise<Buffer | FileRefusal> {
  const where = objectPlace(uid, domain);
  return 'code' in where ? where : readPlace(client, where, signal);
}

function readPlace(client: Client, where: Place, signal: AbortSignal): Promise<Buffer | FileRefusal> {
  // Not JSON: an answer with a picture would be refused where the server goes by what one asks for.
  return client.transport.exchange({ ...where, accept: '*/*', signal }, readContent);
}

type Place = Pick<ApiRequest, 'path' | 'query'>;

async function placeOf(
  client: Client,
  optionCombos: OptionCombos,
  { uid, domain }: FileResource,
  holder: FileHolder,
  signal: AbortSignal,
): Promise<Place | FileRefusal> {
  switch (holder.kind) {
    case 'object':
      return objectPlace(uid, domain);
    case 'dataValue':
      return { path: '/api/dataValues/files', query: await dataValueQuery(optionCombos, holder, signal) };
    case 'event':
      return client.capabilities.trackerFiles
        ? { path: `/api/tracker/events/${holder.event}/dataValues/${holder.dataElement}/file` }
        : { path: '/api/events/files', query: eventQuery(holder) };
    case 'trackedEntity':
      return attributePlace(client, holder);
  }
}

function objectPlace(uid: Uid, domain: string): Place | FileRefusal {
  if (domain !== 'DATA_VALUE') return { path: `/api/fileResources/${uid}/data` };
  return notGivenOut('the instance gives out files of values to no document, org unit, user or icon');
}

function eventQuery({ event, dataElement }: Extract<FileHolder, { kind: 'event' }>): Query {
  return [
    ['eventUid', event],
    ['dataElementUid', dataElement],
  ];
}

/** Before 2.41 images of attributes came from an endpoint of their own, and before 2.40 other files from none (API.md §6). */
function attributePlace(
  { capabilities }: Client,
  { trackedEntity, attribute, valueType, program }: Extract<FileHolder, { kind: 'trackedEntity' }>,
): Place | FileRefusal {
  if (capabilities.trackerFiles) {
    const path = `/api/tracker/trackedEntities/${trackedEntity}/attributes/${attribute}/file`;
    return { path, query: program === undefined ? [] : [['program', program]] };
  }
  if (valueType === 'IMAGE') return { path: `/api/trackedEntityInstances/${trackedEntity}/${attribute}/image` };
  if (capabilities.attributeFiles) return { path: `/api/trackedEntityInstances/${trackedEntity}/${attribute}/file` };
  return notGivenOut('this release gives out no files of attributes');
}

/** Not asked for: 2.40.1 answers with 401, as if the account were refused. */
function notGivenOut(message: string): FileRefusal {
  return { code: 'FILE_NOT_GIVEN_OUT', message };
}

/** The attribute option combo of a value is named by its category combo and options (`cc`, `cp`). */
async function dataValueQuery(
  optionCombos: OptionCombos,
  {
    dataElement,
    period,
    orgUnit,
    categoryOptionCombo,
    attributeOptionCombo,
  }: Extract<FileHolder, { kind: 'dataValue' }>,
  signal: AbortSignal,
): Promise<Query> {
  const query: (readonly [string, string])[] = [
    ['de', dataElement],
    ['pe', period],
    ['ou', orgUnit],
    ['co', categoryOptionCombo],
  ];
  const { combo, options } = await optionCombos.find(attributeOptionCombo, signal);
  return [...query, ['cc', combo], ['cp', options.join(';')]];
}

/** 404 and 403 speak of this one file here, not of the account: they are words of the instance like all others. */
async function readContent(response: ApiResponse): Promise<Buffer | FileRefusal> {
  const { status } = response;
  if (!isSuccess({ status })) return refusalFrom({ status, text: await readText(response) });
  const content = await readBytes(response, largestFile);
  if (content !== undefined) return content;
  return { code: 'FILE_TOO_LARGE', message: `more than ${largestFile} bytes, which is what Relais carries at most` };
}
