/** Keys whose values differ from run to run: dates, hosts, durations, secrets. */
const VOLATILE = new Set([
  'created',
  'lastUpdated',
  'href',
  'lastLogin',
  'passwordLastUpdated',
  'time',
  'serverDate',
  'contextPath',
  'buildTime',
  'revision',
  'userAgent',
  'createdAt',
  'updatedAt',
  'createdAtClient',
  'updatedAtClient',
  'storedBy',
  'access',
  'Location',
  'memoryInfo',
  'timingsStats',
  'instanceBaseUrl',
  'key',
  'date',
  'rev',
]);

/** What tells one item of a list from another, the first that is there counting most. */
const IDENTITY = [
  'id',
  'uid',
  'trackedEntity',
  'event',
  'enrollment',
  'dataElement',
  'attribute',
  'period',
  'orgUnit',
  'categoryOptionCombo',
  'errorCode',
];

const UID = /^[A-Za-z][A-Za-z0-9]{10}$/;
const TIMESTAMP = /^\d{4}-\d\d-\d\dT/;
const CHANGING = /\d{5,}|[A-Za-z][A-Za-z0-9]{10}$|\d\d:\d\d:\d\d\.\d+/g;

type Leaves = Map<string, unknown>;
type Item = Readonly<Record<string, unknown>>;

/** UIDs that a text names. */
export function namedIn(text: string): Set<string> {
  return new Set(text.match(/[A-Za-z][A-Za-z0-9]{10}/g) ?? []);
}

/**
 * Share of the recorded body's leaves that the other body has with the same value, 0 to 1.
 * @param known UIDs that this request names; others may differ.
 * @param named UIDs that any request so far named; list items go by them, others by their place.
 */
export function countAgreement(
  recorded: unknown,
  current: unknown,
  known: ReadonlySet<string>,
  named: ReadonlySet<string>,
): number {
  const expected: Leaves = new Map();
  const found: Leaves = new Map();
  collect(recorded, '', named, expected);
  if (current !== undefined) collect(current, '', named, found);
  if (expected.size === 0) return 1;
  let same = 0;
  for (const [path, value] of expected) if (found.has(path) && isSame(value, found.get(path), known)) same += 1;
  return same / expected.size;
}

function collect(value: unknown, path: string, named: ReadonlySet<string>, into: Leaves): void {
  if (Array.isArray(value)) {
    const areScalars = value.every((item) => typeof item !== 'object' || item === null);
    value.forEach((item, at) => {
      collect(item, `${path}\u0000${areScalars ? String(item) : (identityOf(item, named) ?? at)}`, named, into);
    });
    into.set(`${path}\u0000#`, value.length);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, part] of Object.entries(value)) {
      if (!VOLATILE.has(key)) collect(part, `${path}\u0000${key}`, named, into);
    }
  } else into.set(path, value);
}

function identityOf(item: unknown, named: ReadonlySet<string>): string | undefined {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return undefined;
  const object = item as Item;
  if (typeof object.klass === 'string' && 'objectReports' in object) return object.klass;
  const ids = IDENTITY.map((key) => object[key]).filter((id) => typeof id === 'string');
  const [first] = ids;
  if (first === undefined || (UID.test(first) && !named.has(first))) return undefined;
  return 'id' in object || 'uid' in object ? first : ids.join('|');
}

function isSame(recorded: unknown, current: unknown, known: ReadonlySet<string>): boolean {
  if (recorded === current) return true;
  if (typeof recorded !== 'string' || typeof current !== 'string') return false;
  if (TIMESTAMP.test(recorded) && TIMESTAMP.test(current)) return true;
  if (UID.test(recorded) && UID.test(current) && !known.has(recorded)) return true;
  return recorded.includes('localhost') || recorded.replace(CHANGING, '') === current.replace(CHANGING, '');
}
