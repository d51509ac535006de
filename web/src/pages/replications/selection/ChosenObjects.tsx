import { IconCross16 } from '@dhis2/ui-icons';
import { useTranslation } from 'react-i18next';
import { ObjectName } from './ObjectName.tsx';
import styles from './Selection.module.css';

interface ChosenObjectsProps {
  readonly instance: string;
  readonly type: string;
  readonly words: readonly string[];
  readonly onRemove: (word: string) => void;
}

/** What is chosen, each with a button that takes it away. */
export function ChosenObjects({ instance, type, words, onRemove }: ChosenObjectsProps) {
  const { t } = useTranslation('selection');
  if (words.length === 0) return null;
  return (
    <ul className={styles.chosen}>
      {words.map((word) => (
        <li key={word} className={styles.chip}>
          <ObjectName {...{ instance, type, word }} />
          <button
            type="button"
            className={styles.drop}
            aria-label={t('drop', { name: word })}
            onClick={() => onRemove(word)}
          >
            <IconCross16 />
          </button>
        </li>
      ))}
    </ul>
  );
}
