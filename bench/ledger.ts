import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extrasOfPart } from '../platform/src/replication/deletions/rows/part-extras.ts';
import { createFindingGroups } from '../platform/src/replication/slices/finding-groups.ts';
import { elementsPart, type Part } from '../platform/src/replication/slices/part.ts';
import { toldFacts } from '../platform/src/replication/slices/stage-start.ts';
import { createLedger } from '../platform/src/store/ledger.ts';
import { loadLedgerSizes } from '../platform/src/store/ledger-size.ts';
import { openStore } from '../platform/src/store/open-store.ts';
import { createRun } from '../platform/src/store/run.ts';
import { format, tell } from './figures.ts';

/** The limit that the project has set itself, for ten million values. */
const mostMegabytes = 200;

/** A part of a walk holds 18,000 values on average (60 % of 30,000); a third of that, for areas that are hard to cut. */
const valuesPerPart = 6_000;
const elementsPerArea = 50;
const elementsPerPart = 3;
const orgUnitsPerPart = 20;

/** What is wrong with the values of a part: much more than any instance that was met. */
const worlds = {
  'nothing to tell': { refused: 0, extras: 0 },
  '1 % refused for three reasons, 1 % only on the target': { refused: 60, extras: 60 },
  '10 % refused for three reasons, 10 % only on the target': { refused: 600, extras: 600 },
} as const;

const refusal = 'Value "12x" is not a valid number of data element ANC 1st visit for org unit Clinic, period 202401';

/** `ledger.ts [VALUES]`: what a run of so many data values leaves in PostgreSQL, written by the engine's own parts, without an instance. */
async function main(values = 10_000_000): Promise<number> {
  let isSmall = true;
  for (const [name, world] of Object.entries(worlds)) {
    const { bytes, largest } = await measure(values, world);
    const [{ chunks, findings } = { chunks: 0, findings: 0 }] = largest;
    isSmall &&= bytes / 1e6 < mostMegabytes;
    tell(
      `${format(values)} values, ${name}: ${format(bytes / 1e6, 1)} MB, ${format(chunks)} chunks, ${format(findings)} findings`,
    );
  }
  tell(`${isSmall ? 'pass' : 'FAIL'}: limit ${mostMegabytes} MB`);
  return isSmall ? 0 : 1;
}

interface World {
  readonly refused: number;
  readonly extras: number;
}

async function measure(values: number, world: World) {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'relais-bench-'));
  await chmod(dataDirectory, 0o711);
  const store = await openStore({ databaseUrl: undefined, dataDirectory, signal: new AbortController().signal });
  try {
    const { database } = store;
    const run = { mode: 'replicate', sourceReference: 'a', targetReference: 'b', options: {} } as const;
    await writeRun(createLedger(database, await createRun(database, run)), values / valuesPerPart, world);
    return await loadLedgerSizes(database);
  } finally {
    await store.close();
    await rm(dataDirectory, { recursive: true, force: true });
  }
}

/** Both stages that leave a chunk for each part: the copy, and the verification, which tells only what was not told. */
async function writeRun(ledger: ReturnType<typeof createLedger>, parts: number, world: World): Promise<void> {
  const told = new Map<string, number>();
  for (let index = 0; index < parts; index++) {
    const part = partOf(index);
    const groups = createFindingGroups('dataValues', told);
    for (let row = 0; row < world.refused; row++) {
      groups.add({ cause: 'refused', code: `E761${row % 3}`, message: refusal, ...keysOf(part, index, row) });
    }
    for (let row = 0; row < world.extras; row++) {
      const message = 'The target holds a value that the source does not have; it was not deleted.';
      groups.add({ cause: 'skipped', code: 'EXTRA_ON_TARGET', message, ...keysOf(part, index, row) });
    }
    const { elements, orgUnits, children } = part;
    const counts = {
      dataValues: { read: valuesPerPart, created: valuesPerPart - world.refused, refused: world.refused },
    };
    const sizes = { elements: elements.length, orgUnits: orgUnits.length, children, rows: valuesPerPart };
    const facts = {
      ...toldFacts(groups.told()),
      ...sizes,
      ...extrasOfPart(part, { held: valuesPerPart, extraCount: world.extras }),
    };
    await ledger.finishChunk({ stage: 'dataValues', key: part.key, counts, findings: groups.take(), facts });
    const digests = { area: part.area, sourceDigest: '18000-0123456789abcdef', targetDigest: '18000-0123456789abcdef' };
    const verified = { dataValues: { read: valuesPerPart, unchanged: valuesPerPart } };
    const key = `dataValues/${part.key}`;
    await ledger.finishChunk({ stage: 'verification', key, counts: verified, findings: [], facts: digests });
  }
}

function partOf(index: number): Part {
  const partsPerArea = Math.ceil(elementsPerArea / elementsPerPart);
  const name = uid('Set', Math.floor(index / partsPerArea));
  const elements = Array.from({ length: elementsPerArea }, (_, at) =>
    uid('Elt', Math.floor(index / partsPerArea) * 100 + at),
  );
  const from = (index % partsPerArea) * elementsPerPart;
  const orgUnits = Array.from({ length: orgUnitsPerPart }, (_, at) => uid('Org', index * 100 + at));
  return elementsPart({ name, elements }, from, from + elementsPerPart, orgUnits);
}

function keysOf({ elements, orgUnits }: Part, index: number, row: number) {
  const groupKey = elements[row % elements.length] ?? '';
  const orgUnit = uid('Org', index * 1_000 + row);
  return { groupKey, key: `${groupKey}/202401/${orgUnit}/${orgUnits[0] ?? ''}/HllvX50cXC0` };
}

function uid(prefix: string, index: number): string {
  return `${prefix}${String(index).padStart(8, '0')}`;
}

process.exitCode = await main(...process.argv.slice(2).map(Number));
