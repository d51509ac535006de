import { type ReactNode, useEffect, useRef } from 'react';
import { useLocation } from 'wouter';
import styles from './PageHeading.module.css';

interface PageHeadingProps {
  /** Also the name of the browser's tab. */
  readonly title: string;
  readonly children?: ReactNode;
  /** Buttons for the whole page. */
  readonly actions?: ReactNode;
}

/** The page's only h1. After a change of page the focus goes there, so that a reader of the screen begins to read there, too. */
export function PageHeading({ title, children, actions }: PageHeadingProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const [location] = useLocation();
  useEffect(() => {
    document.title = `${title} · Relais`;
  }, [title]);
  useEffect(() => {
    // The first page of a visit leaves the focus where the browser puts it.
    if (location !== firstLocation) heading.current?.focus({ preventScroll: true });
    if (location !== firstLocation) firstLocation = undefined;
  }, [location]);
  return (
    <header className={styles.header}>
      <div className={styles.titles}>
        <h1 ref={heading} tabIndex={-1} className={styles.title}>
          {title}
        </h1>
        {children}
      </div>
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </header>
  );
}

let firstLocation: string | undefined = globalThis.location?.pathname;
