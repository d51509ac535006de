/** How a text stands out; colour never carries meaning alone. */
export type Style = 'plain' | 'bold' | 'dim' | 'good' | 'warn' | 'bad' | 'bar';

const codes: Readonly<Record<Style, string>> = {
  plain: '',
  bold: '1',
  dim: '2',
  good: '32',
  warn: '33',
  bad: '31',
  bar: '36',
};

/** A text with the terminal's codes for a style, or as it is where colours are not wanted. */
export function paint(text: string, style: Style, hasColour: boolean): string {
  const code = codes[style];
  return hasColour && code !== '' && text !== '' ? `\u001B[${code}m${text}\u001B[0m` : text;
}

/** A piece of a line. */
export interface Segment {
  readonly text: string;
  readonly style: Style;
}

/** Joins the pieces of a line and cuts it at a width, so that a terminal never wraps it. */
export function renderSegments(segments: readonly Segment[], width: number, hasColour: boolean): string {
  let left = width;
  let line = '';
  for (const { text, style } of segments) {
    const characters = Array.from(text).slice(0, left);
    left -= characters.length;
    line += paint(characters.join(''), style, hasColour);
  }
  return line.trimEnd();
}
