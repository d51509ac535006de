/** Whether a property's value passes `op:operand`; a list passes by its size, or when one of its values does. */
export function matches(value: unknown, operator: string, operand: string): boolean {
  const negated = operator.startsWith('!') || operator === 'neq' || operator === 'ne';
  const plain = operator.replace(/^!/, '').replace(/^neq?$/, 'eq');
  return positive(value, plain, operand) !== negated;
}

function positive(value: unknown, operator: string, operand: string): boolean {
  if (operator === 'null') return value === undefined || value === null;
  if (operator === 'empty')
    return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
  if (Array.isArray(value)) {
    if (value.some((item) => typeof item === 'object')) return sizeMatches(value.length, operator, operand);
    return value.some((item) => scalarMatches(item, operator, operand));
  }
  if (value === undefined || value === null) return false;
  return scalarMatches(value, operator, operand);
}

function sizeMatches(size: number, operator: string, operand: string): boolean {
  return scalarMatches(size, operator, operand);
}

function scalarMatches(value: unknown, operator: string, operand: string): boolean {
  if (operator === 'in') return listOf(operand).some((each) => compare(value, each) === 0);
  const order = ORDER[operator];
  if (order) return order(compare(value, operand));
  return TEXT[operator]?.(String(value), operand) ?? false;
}

const ORDER: Readonly<Record<string, (difference: number) => boolean>> = {
  eq: (difference) => difference === 0,
  gt: (difference) => difference > 0,
  ge: (difference) => difference >= 0,
  gte: (difference) => difference >= 0,
  lt: (difference) => difference < 0,
  le: (difference) => difference <= 0,
  lte: (difference) => difference <= 0,
};

type TextTest = (value: string, operand: string) => boolean;

const folded =
  (test: TextTest): TextTest =>
  (value, operand) =>
    test(value.toLowerCase(), operand.toLowerCase());
const contains: TextTest = (value, operand) => value.includes(operand);
const starts: TextTest = (value, operand) => value.startsWith(operand);
const ends: TextTest = (value, operand) => value.endsWith(operand);

const TEXT: Readonly<Record<string, TextTest>> = {
  ieq: folded((value, operand) => value === operand),
  like: contains,
  ilike: folded(contains),
  $like: starts,
  $ilike: folded(starts),
  startsWith: folded(starts),
  like$: ends,
  ilike$: folded(ends),
  endsWith: folded(ends),
  token: folded((value, operand) => operand.split(/\s+/).every((part) => value.includes(part))),
};

/** `[a,b]` as a list. */
function listOf(operand: string): string[] {
  return operand.replace(/^\[|\]$/g, '').split(',');
}

/** Compares as the property's type does: numbers as numbers, everything else as text (ISO dates sort as text). */
function compare(value: unknown, operand: string): number {
  if (typeof value === 'number') return value - Number(operand);
  const text = String(value);
  return text === operand ? 0 : text < operand ? -1 : 1;
}
