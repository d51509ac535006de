import { Checkbox } from '@dhis2-ui/checkbox';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { typesQuery } from '../../../api/instances.ts';
import { Loading } from '../../../components/Loading.tsx';
import { ProblemNotice } from '../../../components/ProblemNotice.tsx';
import { TextField } from '../../../components/TextField.tsx';
import { useTypeTitle } from '../../../i18n/useTypeTitle.ts';
import styles from './Selection.module.css';

interface TypePickerProps {
  readonly instance: string;
  readonly types: readonly string[];
  readonly onChange: (types: readonly string[]) => void;
}

/** Chooses metadata types of which every object is carried. */
export function TypePicker({ instance, types, onChange }: TypePickerProps) {
  const { t, i18n } = useTranslation('selection');
  const titleOf = useTypeTitle();
  const [search, setSearch] = useState('');
  const { data, error, isPending } = useQuery(typesQuery(instance));
  const known = (data?.items ?? [])
    .map(({ type }) => ({ type, title: titleOf(type) }))
    .filter(({ type, title }) => `${title} ${type}`.toLowerCase().includes(search.trim().toLowerCase()))
    .sort((left, right) => left.title.localeCompare(right.title, i18n.language));
  const toggle = (type: string, isChosen: boolean) =>
    onChange(isChosen ? [...types, type] : types.filter((each) => each !== type));
  return (
    <div className={styles.picker}>
      <TextField name="search-types" type="search" label={t('searchTypes')} value={search} onChange={setSearch} />
      {isPending && <Loading />}
      <ProblemNotice error={error} />
      {known.length > 0 && (
        <ul className={`${styles.box} ${styles.list}`}>
          {known.map(({ type, title }) => (
            <li key={type} className={styles.item}>
              <Checkbox
                dense
                label={title}
                checked={types.includes(type)}
                onChange={({ checked }) => toggle(type, checked)}
              />
            </li>
          ))}
        </ul>
      )}
      {data !== undefined && known.length === 0 && <p className={styles.note}>{t('noneFound')}</p>}
      <p className={styles.note}>{t('typesChosen', { count: types.length })}</p>
    </div>
  );
}
