import { inflateRawSync } from 'node:zlib';

const DIRECTORY_ENTRY = Buffer.from('PK\x01\x02', 'latin1');

/** The bytes of a file in a zip archive, found in its directory; undefined when it has none of that name. */
export function zippedFile(archive: Buffer, name: string): Buffer | undefined {
  let at = archive.indexOf(DIRECTORY_ENTRY);
  while (at >= 0) {
    const nameLength = archive.readUInt16LE(at + 28);
    if (archive.toString('utf8', at + 46, at + 46 + nameLength) === name) return contentAt(archive, at);
    at = archive.indexOf(DIRECTORY_ENTRY, at + 46);
  }
  return undefined;
}

function contentAt(archive: Buffer, entry: number): Buffer {
  const method = archive.readUInt16LE(entry + 10);
  const packedSize = archive.readUInt32LE(entry + 20);
  const header = archive.readUInt32LE(entry + 42);
  const start = header + 30 + archive.readUInt16LE(header + 26) + archive.readUInt16LE(header + 28);
  const packed = archive.subarray(start, start + packedSize);
  return method === 0 ? packed : inflateRawSync(packed);
}
