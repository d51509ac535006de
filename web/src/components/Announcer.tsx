import { createContext, type ReactNode, useContext, useState } from 'react';
import styles from './Announcer.module.css';

type Announce = (text: string) => void;

const AnnouncerContext = createContext<Announce>(() => undefined);

/** The page's live region: what is announced is read aloud by a reader of the screen, and seen by nobody. */
export function Announcer({ children }: { readonly children: ReactNode }) {
  const [text, setText] = useState('');
  return (
    <AnnouncerContext.Provider value={setText}>
      {children}
      <div role="status" aria-live="polite" className={styles.hidden}>
        {text}
      </div>
    </AnnouncerContext.Provider>
  );
}

/** Announces what changed without a change of the focus: a run that ended, a list that was filtered. Never each step of a count. */
export function useAnnounce(): Announce {
  return useContext(AnnouncerContext);
}
