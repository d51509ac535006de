import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useParams } from 'wouter';
import { codesQuery } from '../../api/system.ts';
import { Card } from '../../components/Card.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { LinkButton } from '../../components/LinkButton.tsx';
import { Loading } from '../../components/Loading.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { gatherCodes } from './codes.ts';
import styles from './Help.module.css';
import { HelpFrame } from './HelpFrame.tsx';

/** What a code means, and what to do. */
export function CodePage() {
  const { t, i18n } = useTranslation('help');
  const { code } = useParams<{ code: string }>();
  const { data, error, isPending } = useQuery(codesQuery(i18n.language));
  const found = data && gatherCodes(data).find((each) => each.code === code);
  return (
    <HelpFrame title={code}>
      <ProblemNotice error={error} />
      {isPending && <Loading />}
      <div className={styles.parts}>
        {found?.meanings.map(({ area, means, remedy }) => (
          <Card key={area} title={means}>
            <h3>{t('whatToDo')}</h3>
            <p>{remedy === '' ? t('nothingToDo') : remedy}</p>
            <p>{t(`areas.${area}`)}</p>
          </Card>
        ))}
        {data && found === undefined && <EmptyState title={t('codeUnknown')}>{t('codeUnknownText')}</EmptyState>}
        <div>
          <LinkButton to={`/journal?code=${encodeURIComponent(code)}`}>{t('whereMet')}</LinkButton>
        </div>
      </div>
    </HelpFrame>
  );
}
