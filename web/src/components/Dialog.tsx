import { type ReactNode, useEffect, useId, useRef } from 'react';
import styles from './Dialog.module.css';

interface DialogProps {
  readonly title: string;
  readonly children: ReactNode;
  /** Buttons, the one that changes something last. */
  readonly actions: ReactNode;
  readonly onClose: () => void;
  /** For what stands side by side. */
  readonly isWide?: boolean;
}

/**
 * A question in front of the page, in the look of DHIS2's Modal but made of the browser's own `dialog`: the focus stays inside and goes back
 * afterwards, Escape closes, and it has a name, which that component does not give.
 */
export function Dialog({ title, children, actions, onClose, isWide = false }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={isWide ? `${styles.dialog} ${styles.wide}` : styles.dialog}
      aria-labelledby={titleId}
      onClose={onClose}
    >
      <h2 id={titleId} className={styles.title}>
        {title}
      </h2>
      <div className={styles.content}>{children}</div>
      <div className={styles.actions}>{actions}</div>
    </dialog>
  );
}
