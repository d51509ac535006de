import { useTranslation } from 'react-i18next';
import type { Run } from '../../api/runs.ts';
import type { CsvColumn } from '../../components/csv.ts';

/** The columns of the list of runs in a file; moments as programs read them. */
export function useRunColumns(): readonly CsvColumn<Run>[] {
  const { t } = useTranslation(['runs', 'words']);
  return [
    { title: t('number'), value: ({ id }) => String(id) },
    { title: t('words:source'), value: ({ source }) => source },
    { title: t('words:target'), value: ({ target }) => target },
    { title: t('filterMode'), value: ({ mode }) => t(`words:runMode.${mode}`) },
    { title: t('state'), value: ({ state }) => t(`words:runState.${state}`) },
    { title: t('verdict'), value: ({ verdict }) => (verdict === undefined ? '' : t(`words:verdict.${verdict}`)) },
    { title: t('started'), value: ({ startedAt, createdAt }) => startedAt ?? createdAt },
    { title: t('ended'), value: ({ finishedAt }) => finishedAt ?? '' },
    { title: t('by'), value: ({ startedBy }) => startedBy ?? '' },
  ];
}
