import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import styles from './ScreenWords.module.css';

/** The screens that have words of their own, by their place in the address. */
const words = {
  home: ['replication', 'run', 'verdict', 'refusal', 'approval'],
  instances: ['instance', 'source', 'target', 'capability', 'certificate'],
  replications: ['replication', 'selection', 'mapping', 'schedule', 'dryRun', 'diff', 'deletion', 'approval'],
  runs: ['run', 'stage', 'piece', 'finding', 'refusal', 'verification', 'verdict'],
  journal: ['entry', 'errorCode', 'auditTrail'],
  administration: ['role', 'right', 'token', 'channel', 'worker', 'key'],
} as const;

export type HelpSection = keyof typeof words;
type Word = (typeof words)[HelpSection][number];

export const helpSections = Object.keys(words) as readonly HelpSection[];

export function wordsOf(section: HelpSection): readonly Word[] {
  return words[section];
}

/** Words with what they mean. */
export function WordList({ words: list }: { readonly words: readonly Word[] }) {
  const { t } = useTranslation('help');
  return (
    <dl className={styles.words}>
      {list.map((word) => (
        <div key={word}>
          <dt>{t(`terms.${word}.word`)}</dt>
          <dd>{t(`terms.${word}.means`)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Below each screen: its words, explained where they are met. */
export function ScreenWords() {
  const { t } = useTranslation('help');
  const [location] = useLocation();
  const first = location.split('/')[1] ?? '';
  const section = first === '' ? 'home' : sectionOf(first);
  if (section === undefined) return null;
  return (
    <details className={styles.frame} key={section}>
      <summary className={styles.summary}>{t('screenWords')}</summary>
      <WordList words={wordsOf(section)} />
    </details>
  );
}

function sectionOf(first: string): HelpSection | undefined {
  if (first === 'diffs') return 'replications';
  return helpSections.find((section) => section === first);
}
