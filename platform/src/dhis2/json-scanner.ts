/**
 * Finds the elements of one array in a JSON object that comes in pieces, and parses them in batches with the engine's own
 * parser. Why not a library: docs/decisions/0005-streaming-json.md.
 *
 * `{"pager":{…},"dataElements":[{…},{…}]}` with key `dataElements` gives the two objects, and at the end the rest
 * `{"pager":{…},"dataElements":[]}`. Only one element, the current piece and the rest are ever in memory.
 */
export interface JsonScanner {
  /**
   * The elements that this piece completes.
   * @throws SyntaxError when what came so far is no JSON.
   */
  push(piece: Buffer): unknown[];
  /** The keys that stood before the array; empty before it was found. */
  head(): Record<string, unknown>;
  /**
   * Everything but the elements, once the object is complete; undefined when it is not: the body was cut.
   * @throws SyntaxError when the rest is no JSON.
   */
  finish(): { rest: Record<string, unknown>; found: boolean } | undefined;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

/** What surrounds the array is a pager and a few words. More means that the array is not where it should be. */
const GREATEST_REST_BYTES = 4 * 1024 * 1024;

export function createJsonScanner(key: string): JsonScanner {
  const opening = new RegExp(`"${key}"\\s*:\\s*\\[$`);
  let depth = 0;
  let inString = false;
  let isEscaped = false;
  let inArray = false;
  let isComplete = false;
  let found = false;
  let rest = '';
  let headText: string | undefined;
  /** Bytes of the element that earlier pieces began. */
  let begun: Buffer[] = [];

  function keepRest(bytes: Buffer): void {
    rest += bytes.toString('latin1');
    if (rest.length > GREATEST_REST_BYTES) throw new SyntaxError(`No array "${key}" in the first bytes`);
  }

  /** Whether the bytes, which end with a bracket, open the array that is looked for. */
  function opensArray(bytes: Buffer): boolean {
    if (found || !opening.test(rest + bytes.toString('latin1'))) return false;
    keepRest(bytes);
    headText = rest;
    found = true;
    inArray = true;
    return true;
  }

  function takeElements(bytes: Buffer): unknown[] {
    const text = begun.length === 0 ? bytes.toString('utf8') : Buffer.concat([...begun, bytes]).toString('utf8');
    begun = [];
    return text.trim() === '' ? [] : JSON.parse(`[${text}]`);
  }

  function push(piece: Buffer): unknown[] {
    let elements: unknown[] = [];
    /** Where the bytes begin that are not yet dealt with, and the last comma between two elements. */
    let from = 0;
    let lastComma = -1;
    for (let at = 0; at < piece.length; at += 1) {
      const byte = piece[at];
      if (inString) {
        if (isEscaped) isEscaped = false;
        else if (byte === BACKSLASH) isEscaped = true;
        else if (byte === QUOTE) inString = false;
      } else if (byte === QUOTE) inString = true;
      else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
        depth += 1;
        if (depth === 2 && byte === OPEN_BRACKET && opensArray(piece.subarray(from, at + 1))) from = at + 1;
      } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
        depth -= 1;
        if (inArray && depth === 1) {
          elements = takeElements(piece.subarray(from, at));
          inArray = false;
          from = at;
        }
        if (depth === 0) isComplete = true;
      } else if (byte === COMMA && inArray && depth === 2) lastComma = at;
    }
    if (!inArray) keepRest(piece.subarray(from));
    else if (lastComma >= from) {
      elements = takeElements(piece.subarray(from, lastComma));
      begun = [Buffer.from(piece.subarray(lastComma + 1))];
    } else begun.push(Buffer.from(piece.subarray(from)));
    return elements;
  }

  return {
    push,
    head: () => (headText === undefined ? {} : parseObject(`${headText}]}`)),
    finish: () => (isComplete && depth === 0 ? { rest: parseObject(rest), found } : undefined),
  };
}

/** Bytes are kept one character each while pieces are joined, so that no character is cut in two. */
function parseObject(bytes: string): Record<string, unknown> {
  const parsed: unknown = JSON.parse(Buffer.from(bytes, 'latin1').toString('utf8'));
  if (typeof parsed !== 'object' || parsed === null) throw new SyntaxError('Not an object');
  return { ...parsed };
}
