import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useParams } from 'wouter';
import { siblingOf } from '../../../documentation/document-names.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Loading } from '../../components/Loading.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { DocumentBody } from './DocumentBody.tsx';
import { documents, loadDocument } from './documents.ts';
import styles from './Help.module.css';
import { HelpFrame } from './HelpFrame.tsx';

/** One page of the documentation. */
export function DocumentPage() {
  const { t, i18n } = useTranslation('help');
  const { '*': name } = useParams<{ '*': string }>();
  const entry = documents.find((each) => each.name === name);
  const { data, error, isPending } = useQuery({
    queryKey: ['documents', name],
    queryFn: async () => (await loadDocument(name)) ?? null,
    staleTime: Number.POSITIVE_INFINITY,
  });
  useFollowLanguage(name, i18n.language);
  useEffect(() => {
    // The page comes after the browser has looked for the place that the address names.
    const place = decodeURIComponent(window.location.hash.slice(1));
    if (data && place !== '') document.getElementById(place)?.scrollIntoView();
  }, [data]);
  return (
    <HelpFrame title={t('documents')} {...(entry && entry.language !== i18n.language && { intro: t('otherLanguage') })}>
      <ProblemNotice error={error} />
      {isPending && <Loading />}
      {data === null && <EmptyState title={t('documentUnknown')} />}
      {data && entry && (
        <article className={styles.body} lang={entry.language}>
          <h2>{data.title}</h2>
          <DocumentBody blocks={data.blocks} />
        </article>
      )}
    </HelpFrame>
  );
}

/** Whoever chooses another language goes on in the same page, where it is there in that language. */
function useFollowLanguage(name: string, language: string): void {
  const [, goTo] = useLocation();
  const before = useRef(language);
  useEffect(() => {
    if (before.current === language) return;
    before.current = language;
    const sibling = documents.find((each) => each.name === siblingOf(name) && each.language === language);
    if (sibling !== undefined) goTo(`/help/documents/${sibling.name}`, { replace: true });
  }, [name, language, goTo]);
}
