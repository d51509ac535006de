/**
 * JSON that must not lose anything on its way: what apps keep in a store may hold numbers with more digits than a double
 * has, and tell `1.0` from `1`, `null` from nothing, `{}` from `[]`. Numbers stay the text they were written as.
 */
export class NumberText {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** Parses JSON; every number becomes a `NumberText`. Throws a SyntaxError for anything else. */
export function parseJsonText(text: string): unknown {
  return JSON.parse(text, (_key, value: unknown, context?: { readonly source?: string }) =>
    typeof value === 'number' ? new NumberText(context?.source ?? String(value)) : value,
  );
}

/** JSON text of what `parseJsonText` yields, without white space, in the order that it came in. */
export function formatJsonText(value: unknown): string {
  return format(
    value,
    (entries) => entries,
    (number) => number,
  );
}

/** One text for all spellings of the same JSON: white space, the order of keys and the spelling of numbers do not matter. */
export function canonicalJsonText(text: string): string {
  return format(parseJsonText(text), sortedByKey, canonicalNumber);
}

type Entries = readonly (readonly [string, unknown])[];

function format(value: unknown, order: (entries: Entries) => Entries, number: (text: string) => string): string {
  if (value instanceof NumberText) return number(value.text);
  if (Array.isArray(value)) return `[${value.map((item) => format(item, order, number)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = order(Object.entries(value)).map(([key, item]) => {
    return `${JSON.stringify(key)}:${format(item, order, number)}`;
  });
  return `{${members.join(',')}}`;
}

function sortedByKey(entries: Entries): Entries {
  return [...entries].sort(([left], [right]) => (left < right ? -1 : 1));
}

/** Digits without zeros at either end, and a power of ten: `1.0`, `1` and `10e-1` are all `1e0`. */
function canonicalNumber(text: string): string {
  const [, sign = '', whole = '', fraction = '', power = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  return `${sign}${significant}e${Number(power) - fraction.length + digits.length - significant.length}`;
}
