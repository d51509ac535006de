import { type FileToVerify, verifyFiles } from '../../files/verify-files.ts';
import type { RunContext, VerifiedSlice } from '../../run-context.ts';
import type { Part } from '../../slices/part.ts';
import { stageStart } from '../../slices/stage-start.ts';
import { type PartReading, walkParts } from '../../slices/walk-parts.ts';
import type { DataValueScope } from './data-value-rows.ts';
import { fileOfValue } from './value-files.ts';

/** Values that are held at a time. */
const filesPerPart = 5_000;

/** Proves the files of data values: reads the values of file elements again, and looks their files up on both sides. */
export async function* verifyValueFiles(
  context: RunContext,
  scope: DataValueScope,
  maxElements: number,
): AsyncGenerator<VerifiedSlice> {
  const { catalogue, hierarchy, readable } = scope;
  const areas = catalogue.areas
    .map(({ name, elements }) => ({ name, elements: elements.filter((uid) => catalogue.elements.get(uid)?.file) }))
    .filter(({ elements }) => elements.length > 0);
  const startedAt = await stageStart(context, 'dataValues');
  const parts = walkParts<readonly FileToVerify[]>(areas, {
    hierarchy,
    from: readable.from,
    maxElements,
    limit: filesPerPart,
    finished: new Set(),
    read: (part, divisible) =>
      readFiles(context, scope, part, { startedAt, limit: divisible ? filesPerPart : undefined }),
  });
  for await (const { part, value } of parts) yield* verifyFiles(context, `dataValues/${part.key}`, value);
}

/** Values that have no place on the target, and values without a file, are passed over. */
async function readFiles(
  context: RunContext,
  { rows, catalogue }: DataValueScope,
  part: Part,
  { startedAt, limit }: { readonly startedAt: number; readonly limit: number | undefined },
): Promise<PartReading<readonly FileToVerify[]>> {
  const files: FileToVerify[] = [];
  const elements = new Set<string>();
  let read = 0;
  for await (const value of rows.read('source', part, limit === undefined ? undefined : limit + 1, context.signal)) {
    read++;
    elements.add(value.dataElement);
    if (limit !== undefined && read > limit) return { overflow: true, distinctElements: elements.size };
    const file = rows.obstacleOf(value) === undefined ? fileOfValue(value, catalogue) : undefined;
    if (file !== undefined) files.push({ ...file, isNew: (rows.lastUpdatedOf(value) ?? 0) > startedAt });
  }
  return { overflow: false, rows: read, value: files };
}
