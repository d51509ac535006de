/** What a `fields` parameter asks for at one level of an object. */
export interface Fields {
  /** Whether `*` (or a preset) was among them. */
  readonly all: boolean;
  readonly excluded: ReadonlySet<string>;
  /** What was named, each with what is asked for below it. */
  readonly named: ReadonlyMap<string, Fields>;
}

/** Everything, down to the leaves. */
export const ALL_FIELDS: Fields = { all: true, excluded: new Set(), named: new Map() };

/** Reads `*,!relationships,enrollments[events[*],!notes]` and the like. */
export function parseFields(text: string): Fields {
  let at = 0;
  const level = (): Fields => {
    const excluded = new Set<string>();
    const named = new Map<string, Fields>();
    let all = false;
    while (at < text.length && text[at] !== ']') {
      const name = /[^,[\]]*/.exec(text.slice(at))?.[0] ?? '';
      at += name.length;
      const hasInner = text[at] === '[';
      if (hasInner) at++;
      const inner = hasInner ? level() : ALL_FIELDS;
      if (hasInner && text[at] === ']') at++;
      if (text[at] === ',') at++;
      const trimmed = name.trim();
      if (trimmed === '*' || trimmed.startsWith(':')) all = true;
      else if (trimmed.startsWith('!')) excluded.add(trimmed.slice(1));
      else if (trimmed !== '') named.set(trimmed, inner);
    }
    return { all, excluded, named };
  };
  return level();
}

/** What is asked for below a property; undefined when the property is not asked for. */
export function below(fields: Fields, name: string): Fields | undefined {
  if (fields.excluded.has(name)) return undefined;
  return fields.named.get(name) ?? (fields.all ? ALL_FIELDS : undefined);
}

/** Whether a property is named, not only caught by `*`. */
export function isNamed(fields: Fields, name: string): boolean {
  return fields.named.has(name);
}

/** A value, or how to make it once it is asked for. */
export type Viewable = unknown | ((fields: Fields) => unknown);

/** Renders what is asked for of an object; what is undefined is left out, as the tracker leaves out nulls. */
export function render(view: Readonly<Record<string, Viewable>>, fields: Fields): Record<string, unknown> {
  const json: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(view)) {
    const inner = below(fields, name);
    if (inner === undefined || value === undefined) continue;
    const made = typeof value === 'function' ? (value as (fields: Fields) => unknown)(inner) : pick(value, inner);
    if (made !== undefined) json[name] = made;
  }
  return json;
}

function pick(value: unknown, fields: Fields): unknown {
  if (fields === ALL_FIELDS || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => pick(item, fields));
  return render(value as Record<string, unknown>, fields);
}
