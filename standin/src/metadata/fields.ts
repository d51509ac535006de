/** One part of `fields=`: a property, a preset such as `:owner`, or an exclusion. */
export interface FieldNode {
  readonly name: string;
  readonly excluded: boolean;
  readonly children: readonly FieldNode[] | undefined;
  readonly transformers: readonly { readonly name: string; readonly args: readonly string[] }[];
}

/**
 * Parses `fields=id,name,categoryCombo[id,name],!access,name~rename(title)` (API.md §3.2). Unbalanced brackets are
 * taken as closed at the end.
 */
export function parseFields(text: string): FieldNode[] {
  return new FieldsParser(text).parse();
}

class FieldsParser {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  parse(): FieldNode[] {
    const nodes: FieldNode[] = [];
    while (this.#at < this.#text.length && this.#text[this.#at] !== ']') {
      const name = this.#take(/[^,[\]~|]*/y).trim();
      const transformers = this.#transformers();
      const children = this.#children();
      const bare = name.replace(/^[!-]/, '');
      if (bare !== '') nodes.push({ name: bare, excluded: bare !== name, children, transformers });
      if (this.#text[this.#at] === ',') this.#at += 1;
    }
    return nodes;
  }

  #take(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const [found = ''] = pattern.exec(this.#text) ?? [];
    this.#at += found.length;
    return found;
  }

  #transformers(): { name: string; args: string[] }[] {
    const found = [];
    while (this.#text[this.#at] === '~' || this.#text[this.#at] === '|') {
      this.#at += 1;
      const name = this.#take(/[A-Za-z]*/y);
      const args = this.#take(/(\([^)]*\))?/y);
      found.push({ name, args: args === '' ? [] : args.slice(1, -1).split(/[;,]/) });
    }
    return found;
  }

  #children(): FieldNode[] | undefined {
    if (this.#text[this.#at] !== '[') return undefined;
    this.#at += 1;
    const children = this.parse();
    this.#at += 1;
    return children;
  }
}
