import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { schemasReply, toSchemaRegistry } from '../dhis2/parse-schemas.ts';
import type { SchemaRegistry } from '../model/schema.ts';

const fixtures = join(import.meta.dirname, '../../../standin/fixtures');

/** The schemas of every release whose answer was recorded, oldest first. */
export async function readRecordedSchemas(): Promise<ReadonlyMap<string, SchemaRegistry>> {
  const releases = (await readdir(fixtures)).filter((name) => /^2\.\d+\./.test(name)).sort();
  const read = releases.map(async (release) => {
    const packed = await readFile(join(fixtures, release, 'schemas.json.gz'));
    return [
      release,
      toSchemaRegistry(schemasReply.parse(JSON.parse((await promisify(gunzip)(packed)).toString()))),
    ] as const;
  });
  return new Map(await Promise.all(read));
}
