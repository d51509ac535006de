import { lexer, type Token, type Tokens } from 'marked';
import { type DocumentLanguage, languageOf, siblingOf } from './document-names.ts';

/** A piece of a line. A link to the same page in the other language is in that language. */
export type InlinePart =
  | string
  | { readonly kind: 'strong' | 'em'; readonly parts: readonly InlinePart[] }
  | { readonly kind: 'code'; readonly text: string }
  | {
      readonly kind: 'link';
      readonly to: string;
      readonly parts: readonly InlinePart[];
      readonly language?: DocumentLanguage;
    }
  | { readonly kind: 'break' };

/** A part of a document, one below the other. */
export type DocumentBlock =
  | {
      readonly kind: 'heading';
      readonly level: number;
      readonly id: string;
      readonly parts: readonly InlinePart[];
    }
  | { readonly kind: 'paragraph'; readonly parts: readonly InlinePart[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'list'; readonly isOrdered: boolean; readonly items: readonly (readonly DocumentBlock[])[] }
  | { readonly kind: 'table'; readonly head: readonly Cell[]; readonly rows: readonly (readonly Cell[])[] }
  | { readonly kind: 'quote'; readonly blocks: readonly DocumentBlock[] }
  | { readonly kind: 'rule' };

export type Cell = readonly InlinePart[];

/** A page of the documentation, as data: the application draws it by itself, so that no text ever becomes HTML. */
export interface DocumentPage {
  readonly title: string;
  readonly blocks: readonly DocumentBlock[];
}

/**
 * Reads a Markdown file of the documentation.
 * @param name its path below `docs`, without the ending; links to other files are seen from there.
 * @throws Error for what no page of ours has and the application could not draw (HTML, pictures).
 */
export function readDocument(markdown: string, name: string): DocumentPage {
  const blocks = lexer(markdown).flatMap((token) => blocksOf(token, name));
  const first = blocks.findIndex((block) => block.kind === 'heading' && block.level === 1);
  const heading = blocks[first];
  const title = heading?.kind === 'heading' ? plainText(heading.parts) : name;
  return { title, blocks: blocks.filter((_, index) => index !== first) };
}

function blocksOf(token: Token, name: string): readonly DocumentBlock[] {
  switch (token.type) {
    case 'space':
    case 'def':
      return [];
    case 'heading': {
      const parts = partsOf(token.tokens, name);
      return [{ kind: 'heading', level: Number(token.depth), id: idOf(plainText(parts)), parts }];
    }
    case 'paragraph':
    case 'text':
      return [{ kind: 'paragraph', parts: partsOf(token.tokens ?? [token], name) }];
    case 'code':
      return [{ kind: 'code', text: String(token.text).trimEnd() }];
    case 'list':
      return [listOf(token as Tokens.List, name)];
    case 'table':
      return [tableOf(token as Tokens.Table, name)];
    case 'blockquote':
      return [{ kind: 'quote', blocks: (token.tokens ?? []).flatMap((each) => blocksOf(each, name)) }];
    case 'hr':
      return [{ kind: 'rule' }];
    default:
      throw new Error(`${name}: the documentation cannot show ${token.type}: ${token.raw.slice(0, 80)}`);
  }
}

function listOf({ ordered, items }: Tokens.List, name: string): DocumentBlock {
  const read = items.map(({ tokens }) => tokens.flatMap((each) => blocksOf(each, name)));
  return { kind: 'list', isOrdered: ordered, items: read };
}

function tableOf({ header, rows }: Tokens.Table, name: string): DocumentBlock {
  const cellOf = ({ tokens }: Tokens.TableCell) => partsOf(tokens, name);
  return { kind: 'table', head: header.map(cellOf), rows: rows.map((row) => row.map(cellOf)) };
}

function partsOf(tokens: readonly Token[] | undefined, name: string): readonly InlinePart[] {
  return (tokens ?? []).map((token) => partOf(token, name));
}

function partOf(token: Token, name: string): InlinePart {
  switch (token.type) {
    case 'text':
    case 'escape':
      return unescaped(String(token.text));
    case 'strong':
    case 'em':
      return { kind: token.type, parts: partsOf(token.tokens, name) };
    case 'codespan':
      return { kind: 'code', text: unescaped(String(token.text)) };
    case 'link':
      return linkOf(token as Tokens.Link, name);
    case 'br':
      return { kind: 'break' };
    case 'html':
      return token.raw;
    default:
      throw new Error(`${name}: the documentation cannot show ${token.type}: ${token.raw.slice(0, 80)}`);
  }
}

function linkOf({ href, tokens }: Tokens.Link, name: string): InlinePart {
  const to = addressOf(href, name);
  const link = { kind: 'link', to, parts: partsOf(tokens, name) } as const;
  const sibling = siblingOf(name);
  return to === `/help/documents/${sibling}` ? { ...link, language: languageOf(sibling) } : link;
}

/** Another page of the documentation becomes a page of the application; what lies elsewhere in the project has none, and stays text (empty). */
function addressOf(href: string, name: string): string {
  if (/^(https?:|#)/.test(href)) return href;
  const [path = '', anchor] = href.split('#');
  const { pathname } = new URL(path, `http://docs/docs/${name}`);
  const page = /^\/docs\/(.+)\.md$/.exec(pathname)?.[1];
  return page === undefined ? '' : `/help/documents/${page}${anchor === undefined ? '' : `#${anchor}`}`;
}

/** As those who write Markdown expect it, so that `#reading-it` finds its heading. */
function idOf(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s-]/gu, '')
    .trim()
    .replaceAll(/\s+/g, '-');
}

function plainText(parts: readonly InlinePart[]): string {
  return parts
    .map((part) => {
      if (typeof part === 'string') return part;
      if (part.kind === 'code') return part.text;
      return 'parts' in part ? plainText(part.parts) : ' ';
    })
    .join('');
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

function unescaped(text: string): string {
  return text.replaceAll(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name] ?? '');
}
