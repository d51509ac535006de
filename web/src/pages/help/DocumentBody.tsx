import { Children, type ReactNode } from 'react';
import { Link } from 'wouter';
import type { Cell, DocumentBlock, InlinePart } from '../../../documentation/read-document.ts';
import styles from './Help.module.css';

/** Draws a page of the documentation. */
export function DocumentBody({ blocks }: { readonly blocks: readonly DocumentBlock[] }) {
  return Children.toArray(blocks.map(drawn));
}

function drawn(block: DocumentBlock): ReactNode {
  switch (block.kind) {
    case 'heading': {
      const Heading = block.level <= 2 ? 'h3' : 'h4';
      return <Heading id={block.id}>{inline(block.parts)}</Heading>;
    }
    case 'paragraph':
      return <p>{inline(block.parts)}</p>;
    case 'code':
      return <pre className={styles.code}>{block.text}</pre>;
    case 'list': {
      const List = block.isOrdered ? 'ol' : 'ul';
      return <List>{Children.toArray(block.items.map(drawnItem))}</List>;
    }
    case 'table':
      return <DocumentTable head={block.head} rows={block.rows} />;
    case 'quote':
      return (
        <blockquote>
          <DocumentBody blocks={block.blocks} />
        </blockquote>
      );
    case 'rule':
      return <hr />;
  }
}

function drawnItem(blocks: readonly DocumentBlock[]): ReactNode {
  return (
    <li>
      <DocumentBody blocks={blocks} />
    </li>
  );
}

interface DocumentTableProps {
  readonly head: readonly Cell[];
  readonly rows: readonly (readonly Cell[])[];
}

/** Some tables have no titles. */
function DocumentTable({ head, rows }: DocumentTableProps) {
  const hasTitles = head.some((cell) => cell.length > 0);
  return (
    <div className={styles.wide}>
      <table className={styles.table}>
        {hasTitles && (
          <thead>
            <tr>{Children.toArray(head.map(drawnTitle))}</tr>
          </thead>
        )}
        <tbody>{Children.toArray(rows.map(drawnRow))}</tbody>
      </table>
    </div>
  );
}

function drawnTitle(cell: Cell): ReactNode {
  return cell.length === 0 ? <td /> : <th scope="col">{inline(cell)}</th>;
}

function drawnRow(row: readonly Cell[]): ReactNode {
  return <tr>{Children.toArray(row.map(drawnCell))}</tr>;
}

function drawnCell(cell: Cell): ReactNode {
  return <td>{inline(cell)}</td>;
}

function inline(parts: readonly InlinePart[]): ReactNode {
  return Children.toArray(parts.map(drawnPart));
}

function drawnPart(part: InlinePart): ReactNode {
  if (typeof part === 'string') return part;
  switch (part.kind) {
    case 'strong':
      return <strong>{inline(part.parts)}</strong>;
    case 'em':
      return <em>{inline(part.parts)}</em>;
    case 'code':
      return <code>{part.text}</code>;
    case 'break':
      return <br />;
    case 'link':
      return linked(part);
  }
}

function linked({ to, parts, language }: Extract<InlinePart, { readonly kind: 'link' }>): ReactNode {
  const content = inline(parts);
  if (to === '') return content;
  if (to.startsWith('/')) {
    return (
      <Link to={to} {...(language !== undefined && { lang: language })}>
        {content}
      </Link>
    );
  }
  if (to.startsWith('#')) return <a href={to}>{content}</a>;
  return (
    <a href={to} rel="noreferrer" target="_blank">
      {content}
    </a>
  );
}
