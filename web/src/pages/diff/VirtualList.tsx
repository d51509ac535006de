import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useRef, useSyncExternalStore } from 'react';
import styles from './VirtualList.module.css';

interface VirtualListProps {
  /** What the list is about. */
  readonly caption: string;
  readonly titles: readonly string[];
  readonly total: number;
  /** The cells of one row; undefined where it is still on its way. */
  readonly cellsOf: (index: number) => readonly ReactNode[] | undefined;
  /** The rows that are seen now, both inclusive. */
  readonly onSeen: (first: number, last: number) => void;
}

/** Of a row, and of what stands around the rows: titles, where they are seen, and the frame. */
const heights = { wide: { row: 40, frame: 40 }, narrow: { row: 60, frame: 2 } };

/** A table of any length: only the rows that are seen are there, and only their pages are asked for. */
export function VirtualList({ caption, titles, total, cellsOf, onSeen }: VirtualListProps) {
  const scroll = useRef<HTMLDivElement>(null);
  const { row: rowHeight, frame } = heights[useIsNarrow() ? 'narrow' : 'wide'];
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 4,
    // Rows may come a moment after the scrolling: drawing them within it makes long tasks on slow machines.
    useFlushSync: false,
  });
  useEffect(() => {
    if (rowHeight > 0) virtual.measure();
  }, [virtual, rowHeight]);
  const rows = virtual.getVirtualItems();
  const [first, last] = [rows[0]?.index ?? 0, rows.at(-1)?.index ?? 0];
  useEffect(() => onSeen(first, last), [onSeen, first, last]);
  return (
    <div
      ref={scroll}
      className={styles.scroll}
      style={{ blockSize: `min(60vh, 640px, ${total * rowHeight + frame}px)` }}
    >
      <table aria-label={caption} aria-rowcount={total + 1} className={styles.table}>
        <thead className={styles.top}>
          <tr aria-rowindex={1} className={styles.head}>
            {titles.map((title) => (
              <th key={title} scope="col" className={styles.title}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className={styles.whole} style={{ blockSize: virtual.getTotalSize() }}>
          {rows.map(({ index, start }) => (
            <tr
              key={index}
              aria-rowindex={index + 2}
              className={styles.row}
              style={{ transform: `translateY(${start}px)` }}
            >
              {(cellsOf(index) ?? titles.map(() => '…')).map((cell, column) => (
                <td key={titles[column]} className={styles.cell}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const narrow = globalThis.matchMedia?.('(max-width: 699px)');

function useIsNarrow(): boolean {
  return useSyncExternalStore(
    (onChange) => {
      narrow?.addEventListener('change', onChange);
      return () => narrow?.removeEventListener('change', onChange);
    },
    () => narrow?.matches ?? false,
  );
}
