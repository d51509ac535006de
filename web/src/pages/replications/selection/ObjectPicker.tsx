import { Checkbox } from '@dhis2-ui/checkbox';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { objectsQuery } from '../../../api/instances.ts';
import { Loading } from '../../../components/Loading.tsx';
import { ProblemNotice } from '../../../components/ProblemNotice.tsx';
import { TextField } from '../../../components/TextField.tsx';
import { useDebounced } from '../../../components/useDebounced.ts';
import { ChosenObjects } from './ChosenObjects.tsx';
import styles from './Selection.module.css';

interface ObjectPickerProps {
  readonly instance: string;
  readonly type: 'programs' | 'dataSets' | 'organisationUnits';
  readonly label: string;
  readonly words: readonly string[];
  readonly onChange: (words: readonly string[]) => void;
}

const shownObjects = 20;
const typingMs = 300;

/** Chooses objects of one type, looked for in the instance by name, code or UID. */
export function ObjectPicker({ instance, type, label, words, onChange }: ObjectPickerProps) {
  const { t } = useTranslation('selection');
  const [typed, setTyped] = useState('');
  const search = useDebounced(typed.trim(), typingMs, (text) => text);
  const wish = { type, limit: shownObjects, ...(search !== '' && { search }) };
  const { data, error, isPending } = useQuery(objectsQuery(instance, wish));
  const toggle = (uid: string, isChosen: boolean) =>
    onChange(isChosen ? [...words, uid] : words.filter((word) => word !== uid));
  return (
    <div className={styles.picker}>
      <ChosenObjects {...{ instance, type, words }} onRemove={(word) => toggle(word, false)} />
      <TextField name={`search-${type}`} type="search" label={label} value={typed} onChange={setTyped} />
      {isPending && <Loading />}
      <ProblemNotice error={error} />
      {data !== undefined && data.items.length > 0 && (
        <ul className={`${styles.box} ${styles.list}`}>
          {data.items.map(({ uid, name }) => (
            <li key={uid} className={styles.item}>
              <Checkbox
                dense
                label={name}
                checked={words.includes(uid)}
                onChange={({ checked }) => toggle(uid, checked)}
              />
            </li>
          ))}
        </ul>
      )}
      {data !== undefined && data.items.length === 0 && (
        <p className={styles.note}>{t(search === '' ? 'noneThere' : 'noneFound')}</p>
      )}
      {data !== undefined && data.total > shownObjects && (
        <p className={styles.note}>{t('more', { count: data.total - shownObjects })}</p>
      )}
    </div>
  );
}
