/** How a release names the source in Jackson's messages. */
function sourceOf(minor: number): string {
  return minor <= 40 ? '(BufferedInputStream)' : 'REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled)';
}

interface Place {
  readonly line: number;
  readonly column: number;
}

/** What Jackson says about a text that is no JSON; exact for a text that ends too early (recorded). */
export function malformedJsonMessage(minor: number, text: string): string {
  const source = sourceOf(minor);
  const open = innermostOpen(text);
  const end = placeAt(text, text.length);
  const at = `\n at [Source: ${source}; line: ${end.line}, column: ${end.column}]`;
  if (!open) return `Unexpected end-of-input${at}`;
  const start = `start marker at [Source: ${source}; line: ${open.place.line}, column: ${open.place.column}]`;
  return `Unexpected end-of-input: expected close marker for ${open.kind} (${start})${at}`;
}

/** The last bracket that nothing closes, strings passed over. */
function innermostOpen(text: string): { kind: 'Array' | 'Object'; place: Place } | undefined {
  const open: number[] = [];
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (inString && sign === '\\') at += 1;
    else if (sign === '"') inString = !inString;
    else if (!inString && (sign === '[' || sign === '{')) open.push(at);
    else if (!inString && (sign === ']' || sign === '}')) open.pop();
  }
  const last = open.at(-1);
  return last === undefined ? undefined : { kind: text[last] === '[' ? 'Array' : 'Object', place: placeAt(text, last) };
}

function placeAt(text: string, at: number): Place {
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}
