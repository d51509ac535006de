import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { rawBody } from '../body.ts';
import { queryOf } from '../data/query.ts';
import type { Account, Instance } from '../instance.ts';
import { WebMessageError } from '../web-message.ts';
import { type FileResource, fileResourcesOf } from './file-resource-store.ts';
import { parseMultipart } from './multipart.ts';
import { isImageDomain, redrawn } from './redraw.ts';

const MAX_BYTES = 10_000_000;

/** What DHIS2 does not take, whatever it is for (FileResourceBlocklist, the same in the recorded releases). */
const BLOCKED_TYPES = new Set([
  'text/html',
  'text/css',
  'text/javascript',
  'application/x-sh',
  'application/java-archive',
]);
const BLOCKED_EXTENSIONS = new Set(['html', 'htm', 'css', 'js', 'exe', 'jar', 'sh', 'bat', 'php', 'bin']);

/** Reads an upload (API.md §6; recorded: files). @throws WebMessageError with the words of the release for what it does not take. */
export function readUpload(instance: Instance, account: Account, request: FastifyRequest): FileResource {
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/')) throw new WebMessageError(500, 'Current request is not a multipart request');
  const query = queryOf(request);
  const parts = parseMultipart(rawBody(request), type);
  const upload = parts.find((part) => part.name === 'file');
  if (!upload) throw new WebMessageError(400, "Required part 'file' is not present.");
  const field = (name: string): string | undefined =>
    query.one(name) ?? parts.find((part) => part.name === name)?.content.toString('utf8');
  const domain = field('domain') ?? 'DATA_VALUE';
  const name = upload.filename || 'untitled';
  const contentType = upload.contentType ?? 'application/octet-stream';
  checkDomain(instance, domain);
  if (instance.minor >= 41) checkNewerLimits(domain, name, contentType, upload.content.length);
  checkContent(instance, name, contentType, upload.content.length);
  // The parameter `uid` came with 2.39 (API.md §6). Any text is taken for one.
  const wanted = instance.minor >= 39 ? field('uid') : undefined;
  if (wanted !== undefined && fileResourcesOf(instance).has(wanted)) {
    throw new WebMessageError(409, `FileResource already exists: \`${wanted}\``, { errorCode: 'E1119' });
  }
  const redraws = instance.minor >= 41 && isImageDomain(domain);
  const content = redraws ? redrawn(upload.content, domain) : Buffer.from(upload.content);
  return {
    uid: wanted ?? instance.newUid(),
    name,
    // The type of what was drawn anew is looked up by its file name, which the recorded 2.41.5.1 could not do.
    contentType: redraws && instance.minor === 41 ? 'application/octet-stream' : contentType,
    content,
    contentMd5: createHash('md5').update(content).digest('hex'),
    domain,
    created: instance.now(),
    createdBy: account.uid,
    isAssigned: false,
  };
}

function checkDomain({ minor }: Instance, domain: string): void {
  const older = ['DATA_VALUE', 'PUSH_ANALYSIS', 'DOCUMENT', 'MESSAGE_ATTACHMENT', 'USER_AVATAR', 'ORG_UNIT'];
  const domains = minor >= 41 ? [...older, 'ICON', 'JOB_DATA'] : older;
  if (domains.includes(domain)) return;
  const given = minor >= 41 ? `'${domain}'` : domain;
  const message = `Value ${given} is not valid for parameter domain. Valid values are: [${domains.join(', ')}]`;
  throw new WebMessageError(400, message);
}

/** What 2.41 and later ask beside: a size that was set, and pictures that are pictures. */
function checkNewerLimits(domain: string, name: string, contentType: string, size: number): void {
  if (size > MAX_BYTES) {
    throw new WebMessageError(409, `File size can't be bigger than ${MAX_BYTES}, current file size ${size}`);
  }
  if (!isImageDomain(domain)) return;
  const types = ['image/jpeg', 'image/png', 'image/gif'];
  if (domain !== 'ICON' && !types.includes(contentType)) {
    throw new WebMessageError(409, `Invalid content type, valid content types are: ${types.join(',')}`);
  }
  const extensions = domain === 'ICON' ? ['png'] : ['jpg', 'jpeg', 'png', 'gif'];
  if (!extensions.includes(extensionOf(name))) {
    throw new WebMessageError(409, `Wrong file extension, valid extensions are: ${extensions.join(',')}`);
  }
}

function checkContent({ minor }: Instance, name: string, contentType: string, size: number): void {
  if (size === 0) {
    const code = minor >= 41 ? { errorCode: 'E1004' } : {};
    throw new WebMessageError(409, 'Could not read file or file is empty.', code);
  }
  if (BLOCKED_TYPES.has(contentType.toLowerCase()) || BLOCKED_EXTENSIONS.has(extensionOf(name.toLowerCase()))) {
    throw new WebMessageError(409, 'File type not allowed', { errorCode: 'E6101' });
  }
}

function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot < 0 ? '' : name.slice(dot + 1);
}
