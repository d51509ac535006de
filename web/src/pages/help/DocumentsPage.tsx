import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { Card } from '../../components/Card.tsx';
import { type DocumentEntry, isDecision, pagesFor } from './document-entries.ts';
import { documents } from './documents.ts';
import styles from './Help.module.css';
import { HelpFrame } from './HelpFrame.tsx';

/** The documentation that came with this release. */
export function DocumentsPage() {
  const { t, i18n } = useTranslation('help');
  const { own, others } = pagesFor(documents, i18n.language);
  return (
    <HelpFrame title={t('documents')} intro={t('documentsIntro')}>
      <div className={styles.parts}>
        {own.length > 0 && (
          <Card title={t('guides')}>
            <Titles entries={own} />
          </Card>
        )}
        {others.length > 0 && (
          <Card title={t('guidesElsewhere')}>
            <Titles entries={others} />
          </Card>
        )}
        <Card title={t('decisions')}>
          <p>{t('decisionsText')}</p>
          <Titles entries={documents.filter(isDecision)} />
        </Card>
      </div>
    </HelpFrame>
  );
}

function Titles({ entries }: { readonly entries: readonly DocumentEntry[] }) {
  return (
    <ul className={styles.list}>
      {entries.map(({ name, title, language }) => (
        <li key={name}>
          <Link to={`/help/documents/${name}`} lang={language}>
            {title}
          </Link>
        </li>
      ))}
    </ul>
  );
}
