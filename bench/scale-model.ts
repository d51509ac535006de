import { formatDuration } from '../platform/src/model/formats.ts';
import { format, tell } from './figures.ts';

/** A rate that somebody has measured, in rows a second, and where it stands. */
interface MeasuredRate {
  readonly what: string;
  readonly perSecond: number;
  readonly where: string;
}

const values: readonly MeasuredRate[] = [
  {
    what: 'data values stage: both sides read, compared, sent; 2.42.4.1, two cores for both servers, PostgreSQL and Relais',
    perSecond: 4_152,
    where: 'bench/README.md, data values, median',
  },
  {
    what: 'the same in a whole run, tests and another server beside it; 2.40.1 to 2.42.4.1',
    perSecond: 99_900 / 80,
    where: 'docs/compatibility.md, whole runs',
  },
  {
    what: 'verification of everything, counted as if only values had been read; 2.42.4.1 to 2.42.4.1',
    perSecond: 149_911 / 90,
    where: 'docs/compatibility.md, whole runs',
  },
];

/** Objects for one tracked entity in the demonstration's world: itself, enrollments, events, relationships. */
const objectsPerEntity = (2_000 + 2_334 + 6_660 + 824) / 2_000;

const trackerRates: readonly MeasuredRate[] = [
  {
    what: 'tracker stage in a whole run, another bench beside it; 2.42.4.1, two cores for everything',
    perSecond: (2_000 + 2_334 + 6_660 + 824) / 97,
    where: 'docs/compatibility.md, whole runs',
  },
  {
    what: 'the same, mostly undisturbed; 2.40.1 to 2.42.4.1',
    perSecond: (2_300 + 2_682 + 7_589 + 1_041) / 80,
    where: 'docs/compatibility.md, whole runs',
  },
  ...[
    ['2.42.4, one client', 0.37, 1.08],
    ['2.42.4, four clients', 0.76, 2.13],
    ['2.43.0, seven clients', 3.79, 10.39],
  ].flatMap(([server, slowest, fastest]) =>
    [slowest, fastest].map((requests) => ({
      what: `import alone, four processors; ${server}, ${requests === slowest ? 'slowest' : 'fastest'} of three programs`,
      perSecond: Number(requests) * 500,
      where: 'DHIS2, releases/2.43/tracker-performance.md',
    })),
  ),
];

/** What the engine asks for: parts of 60 % of 30,000 values, bodies of 10,000 (`stages/data-values/stage.ts`). */
const valuesPerPart = 18_000;
const valuesPerBody = 10_000;
/** Pages of the flat lists (`dhis2/reader/tracker.ts`), and the objects with which imports begin (`stages/tracker/pace.ts`). */
const objectsPerPage = 500;
const objectsPerImport = 500;

/** One connection, flat lists of a 2.42.4.1 with the machine to itself (`bench/README.md`, tracker, reading). */
const readingRates = { entities: 783, enrollments: 995, events: 1_822 };

/** `scale-model.ts`: what the measured rates make of large instances. Nothing is run. */
function main(): void {
  tell('100,000,000 data values');
  for (const rate of values) tellRate(100_000_000, rate);
  const parts = 100_000_000 / valuesPerPart;
  tellRequests('reading for the comparison, both sides', 2 * parts);
  tellRequests('imports', 100_000_000 / valuesPerBody);
  tellRequests('reading for the verification, both sides', 2 * parts);
  const objects = 10_000_000 * objectsPerEntity;
  tell(`\n10,000,000 tracked entities: ${format(objects)} objects, ${format(objectsPerEntity, 2)} for each`);
  for (const rate of trackerRates) tellRate(objects, rate);
  const { entities, enrollments, events } = readingRates;
  const seconds = 10_000_000 * (1 / entities + 2_334 / 2_000 / enrollments + 6_660 / 2_000 / events);
  tell(`  reading them once, one connection: ${formatDuration(seconds * 1000, 'en')}`);
  tellRequests('pages for the comparison, both sides', (2 * objects) / objectsPerPage);
  tellRequests('imports', objects / objectsPerImport);
  tellRequests('pages for the verification, both sides', (2 * objects) / objectsPerPage);
  tell('\nMemory that a part of a slice of tracker data takes in the worker that has it');
  for (const rows of [100_000, 500_000, 1_000_000, 2_000_000, 10_000_000]) {
    tell(`  ${format(rows)} objects: ${format(bytesOfSlice(rows) / 1e6)} MB`);
  }
}

function tellRate(rows: number, { what, perSecond, where }: MeasuredRate): void {
  tell(`  ${formatDuration((rows / perSecond) * 1000, 'en')} at ${format(perSecond)}/s: ${what} (${where})`);
}

function tellRequests(what: string, requests: number): void {
  const waits = formatDuration(requests * 100, 'en');
  tell(`  ${format(requests)} requests: ${what}; the waiting alone, one after the other at 100 ms each: ${waits}`);
}

/** A table of hashes (17 bytes a slot, at most 60 % full) and a set of UIDs for each side (9 bytes, 75 %); all grow by doubling. */
function bytesOfSlice(rows: number): number {
  const slots = (share: number) => 2 ** Math.ceil(Math.log2(rows / share));
  return slots(0.6) * 17 + 2 * slots(0.75) * 9;
}

main();
