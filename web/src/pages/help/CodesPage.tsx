import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { codesQuery } from '../../api/system.ts';
import { CodeLink } from '../../components/CodeLink.tsx';
import { DataTable } from '../../components/DataTable.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Loading } from '../../components/Loading.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { TextField } from '../../components/TextField.tsx';
import { useFilters } from '../../components/useFilters.ts';
import { gatherCodes, searchCodes } from './codes.ts';
import styles from './Help.module.css';
import { HelpFrame } from './HelpFrame.tsx';

/** Every code, found by its name or by words. */
export function CodesPage() {
  const { t, i18n } = useTranslation('help');
  const { values, set } = useFilters(['search']);
  const { data, error, isPending } = useQuery(codesQuery(i18n.language));
  const rows = data ? searchCodes(gatherCodes(data), values.search) : [];
  return (
    <HelpFrame title={t('codes')} intro={t('codesIntro')}>
      <div className={styles.search}>
        <TextField
          name="search"
          type="search"
          label={t('searchCodes')}
          value={values.search}
          onChange={(text) => set('search', text)}
        />
      </div>
      <p role="status">{data && t('codesFound', { count: rows.length })}</p>
      <ProblemNotice error={error} />
      {isPending && <Loading />}
      {data && rows.length === 0 && <EmptyState title={t('noCode')}>{t('noCodeText')}</EmptyState>}
      {rows.length > 0 && (
        <DataTable
          caption={t('codes')}
          rows={rows}
          rowKey={({ code }) => code}
          columns={[
            { key: 'code', title: t('code'), cell: ({ code }) => <CodeLink code={code} /> },
            {
              key: 'means',
              title: t('means'),
              isText: true,
              cell: ({ meanings }) => meanings.map(({ means }) => means).join(' · '),
            },
          ]}
        />
      )}
    </HelpFrame>
  );
}
