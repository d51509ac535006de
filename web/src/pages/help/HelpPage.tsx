import { useTranslation } from 'react-i18next';
import { Card } from '../../components/Card.tsx';
import { helpSections, WordList, wordsOf } from '../../components/ScreenWords.tsx';
import styles from './Help.module.css';
import { HelpFrame } from './HelpFrame.tsx';

/** The words of each screen. */
export function HelpPage() {
  const { t } = useTranslation(['help', 'layout']);
  return (
    <HelpFrame title={t('title')} intro={t('intro')}>
      <div className={styles.parts}>
        {helpSections.map((section) => (
          <Card key={section} title={t(`layout:${section}`)}>
            <p>{t(`sections.${section}`)}</p>
            <WordList words={wordsOf(section)} />
          </Card>
        ))}
      </div>
    </HelpFrame>
  );
}
