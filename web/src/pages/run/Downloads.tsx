import { useTranslation } from 'react-i18next';
import { addressOf } from '../../api/ask.ts';
import styles from './Downloads.module.css';

/** The report of a run in every form, in the language of the page. */
export function Downloads({ runId }: { readonly runId: number }) {
  const { t, i18n } = useTranslation('run');
  const files = [
    { title: t('reportHtml'), path: `/runs/${runId}/report.html` },
    { title: t('reportCsv'), path: `/runs/${runId}/report.csv` },
    { title: t('reportJson'), path: `/runs/${runId}/report.json` },
  ];
  return (
    <ul className={styles.files}>
      {files.map(({ title, path }) => (
        <li key={path}>
          <a href={addressOf(path, { language: i18n.language, download: 'true' })} download>
            {title}
          </a>
        </li>
      ))}
    </ul>
  );
}
