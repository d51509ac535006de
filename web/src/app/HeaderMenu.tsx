import { type ReactElement, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import styles from './HeaderMenu.module.css';

interface HeaderMenuProps {
  readonly label: string;
  readonly icon: ReactElement;
  /** On which side of its button it is aligned. */
  readonly side: 'start' | 'end';
  readonly children: (close: () => void) => ReactNode;
}

/** A button of the bar that shows something below it; Escape, or a click elsewhere, takes it away again. */
export function HeaderMenu({ label, icon, side, children }: HeaderMenuProps) {
  const [isOpen, setIsOpen] = useState(false);
  const panelId = useId();
  const whole = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!isOpen) return;
    const onPointer = (event: PointerEvent) => {
      if (event.target instanceof Node && !whole.current?.contains(event.target)) setIsOpen(false);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      setIsOpen(false);
      button.current?.focus();
    };
    document.addEventListener('pointerdown', onPointer);
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('pointerdown', onPointer);
      document.removeEventListener('keydown', onKey);
    };
  }, [isOpen]);
  return (
    <div ref={whole} className={styles.menu}>
      <button
        ref={button}
        type="button"
        className={styles.button}
        aria-label={label}
        aria-expanded={isOpen}
        aria-controls={panelId}
        onClick={() => setIsOpen(!isOpen)}
      >
        {icon}
      </button>
      <div id={panelId} hidden={!isOpen} className={`${styles.panel} ${side === 'end' ? styles.end : styles.start}`}>
        {isOpen && children(() => setIsOpen(false))}
      </div>
    </div>
  );
}
