import { describe, expect, it } from 'vitest';
import { parseFields, render } from './fields.ts';

const view = { a: 1, b: { c: 2, d: 3 }, e: [{ f: 4, g: 5 }], h: undefined };
const shown = (fields: string) => render(view, parseFields(fields));

describe('fields of the tracker', () => {
  it.each([
    ['*', { a: 1, b: { c: 2, d: 3 }, e: [{ f: 4, g: 5 }] }],
    ['a', { a: 1 }],
    ['*,!b', { a: 1, e: [{ f: 4, g: 5 }] }],
    ['b[c],e[*,!g]', { b: { c: 2 }, e: [{ f: 4 }] }],
    ['*,b[d]', { a: 1, b: { d: 3 }, e: [{ f: 4, g: 5 }] }],
    ['nope,h', {}],
    ['a,', { a: 1 }],
  ])('%s', (fields, expected) => expect(shown(fields)).toEqual(expected));

  it('make only what is asked for', () => {
    let calls = 0;
    const lazy = { a: 1, b: () => ++calls };
    render(lazy, parseFields('a'));
    expect(calls).toBe(0);
    expect(render(lazy, parseFields('*'))).toEqual({ a: 1, b: 1 });
  });
});
