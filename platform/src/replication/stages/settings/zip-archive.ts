import { inflateRawSync } from 'node:zlib';

const DIRECTORY_ENTRY = Buffer.from('PK\x01\x02', 'latin1');

/** The bytes of one file in a zip archive, found in its directory; undefined when it has none of that name. */
export function fileInZip(archive: Buffer, name: string): Buffer | undefined {
  for (let at = archive.indexOf(DIRECTORY_ENTRY); at >= 0; at = archive.indexOf(DIRECTORY_ENTRY, at + 46)) {
    if (at + 46 > archive.length) return undefined;
    const nameLength = archive.readUInt16LE(at + 28);
    if (archive.toString('utf8', at + 46, at + 46 + nameLength) === name) return unpacked(archive, at);
  }
  return undefined;
}

function unpacked(archive: Buffer, entry: number): Buffer {
  const isPlain = archive.readUInt16LE(entry + 10) === 0;
  const size = archive.readUInt32LE(entry + 20);
  const header = archive.readUInt32LE(entry + 42);
  const start = header + 30 + archive.readUInt16LE(header + 26) + archive.readUInt16LE(header + 28);
  const bytes = archive.subarray(start, start + size);
  return isPlain ? bytes : inflateRawSync(bytes);
}
