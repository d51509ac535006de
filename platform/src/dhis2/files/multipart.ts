import { createHash } from 'node:crypto';
import type { ApiBody } from '../api-request.ts';

/** One file of a form, sent under the name `file`, as every upload of DHIS2 expects it. */
export interface FormFile {
  readonly name: string;
  readonly contentType: string;
  readonly content: Buffer;
}

/**
 * A form with one file. Made by hand: a form of the platform is a stream, which could not be sent a second time. The
 * boundary follows from the content, so that it cannot be found in it by accident and a repeated request is the same.
 */
export function fileForm({ name, contentType, content }: FormFile): ApiBody {
  const boundary = `relais${createHash('sha256').update(content).digest('hex').slice(0, 32)}`;
  const head = [
    `--${boundary}`,
    `Content-Disposition: form-data; name="file"; filename="${escaped(name)}"`,
    `Content-Type: ${contentType.replace(/[\r\n]/g, ' ')}`,
    '',
    '',
  ].join('\r\n');
  return {
    content: Buffer.concat([Buffer.from(head, 'utf8'), content, Buffer.from(`\r\n--${boundary}--\r\n`, 'utf8')]),
    type: `multipart/form-data; boundary=${boundary}`,
    gzip: false,
  };
}

/** Servers read names as UTF-8; a quotation mark behind a backslash stays one (2.40.1, 2.41.5.1 and 2.42.4.1). */
function escaped(name: string): string {
  return name.replace(/[\r\n]/g, ' ').replace(/["\\]/g, '\\$&');
}
