import type { Instance } from '../instance.ts';

/** A kind of analytics table: how many tables of it an instance has, and how many indexes they get. */
interface TableType {
  readonly name: string;
  readonly tables: (instance: Instance) => number;
  readonly indexes: number;
}

const single = (): number => 1;
const perProgram = ({ metadata }: Instance): number => metadata.of('programs').size;
const perTrackedEntityType = ({ metadata }: Instance): number => metadata.of('trackedEntityTypes').size;

/** In the order in which the releases go through them; tables of tracked entities came with 2.41. */
const TABLE_TYPES: readonly TableType[] = [
  { name: 'TRACKED_ENTITY_INSTANCE', tables: perTrackedEntityType, indexes: 33 },
  { name: 'TRACKED_ENTITY_INSTANCE_EVENTS', tables: perTrackedEntityType, indexes: 25 },
  { name: 'TRACKED_ENTITY_INSTANCE_ENROLLMENTS', tables: perTrackedEntityType, indexes: 21 },
  { name: 'DATA_VALUE', tables: single, indexes: 41 },
  { name: 'COMPLETENESS', tables: single, indexes: 27 },
  { name: 'COMPLETENESS_TARGET', tables: single, indexes: 9 },
  { name: 'ORG_UNIT_TARGET', tables: single, indexes: 4 },
  { name: 'OWNERSHIP', tables: perProgram, indexes: 14 },
  { name: 'EVENT', tables: perProgram, indexes: 122 },
  { name: 'VALIDATION_RESULT', tables: () => 0, indexes: 0 },
  { name: 'ENROLLMENT', tables: perProgram, indexes: 92 },
];

const FIRST_OF_2_40 = 3;
const NO_ITEMS = '0 successful and 0 failed items';
const items = (count: number): string => `${count} successful and 0 failed items`;

/** What an analytics run of a release notes, step by step; the last note is the completed one (recorded). */
export function analyticsNotes(instance: Instance): string[] {
  const { minor } = instance;
  const types = minor <= 40 ? TABLE_TYPES.slice(FIRST_OF_2_40) : TABLE_TYPES;
  return [
    'Analytics table update process',
    'Drop SQL views',
    NO_ITEMS,
    'Generating resource tables',
    items(minor <= 40 ? 11 : 1),
    'Create SQL views',
    NO_ITEMS,
    ...types.flatMap((type) => tableNotes(minor, type, type.tables(instance))),
    minor <= 40 ? 'Updating settings' : 'Updating system settings',
    'Invalidate analytics caches',
    minor <= 40 ? 'Analytics tables updated' : 'Analytics tables updated: 00:00:07.887',
  ];
}

function tableNotes(minor: number, { name, indexes }: TableType, count: number): string[] {
  const older = minor <= 40;
  const of = (text: string): string => (minor >= 42 ? `${text}: '${name}'` : `${text} ${name}`);
  const validating = older ? `Validating Analytics Table ${name}` : `Validating analytics table: ${name}`;
  if (count === 0) {
    const reason = older
      ? 'No validation results exist, not updating validation result analytics tables'
      : 'Validated analytics tables with outcome: false';
    return [validating, reason];
  }
  const dropped = older
    ? 'Dropping temp tables (if any)'
    : minor === 41
      ? 'Dropping staging tables (if any)'
      : 'Dropping staging tables';
  return [
    validating,
    ...(older ? [] : ['Validated analytics tables with outcome: true']),
    'Performing pre-create table work',
    of(dropped),
    items(count),
    of('Creating analytics tables'),
    items(count),
    of(older ? 'Populating analytics tables' : `Populating ${count} analytics tables`),
    ...(count === 1 ? [items(1)] : []),
    of('Invoking analytics table hooks'),
    of(older ? 'Creating indexes' : `Creating ${indexes} indexes`),
    of('Analyzing analytics tables'),
    ...(older ? [items(count)] : []),
    'Drop SQL views',
    NO_ITEMS,
    of('Swapping analytics tables'),
    items(count),
    'Create SQL views',
    NO_ITEMS,
  ];
}
