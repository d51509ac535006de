import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { diffQuery, plannedActions } from '../../api/diffs.ts';
import { SelectField } from '../../components/SelectField.tsx';
import { TextField } from '../../components/TextField.tsx';
import { Toolbar } from '../../components/Toolbar.tsx';
import type { Filters } from '../../components/useFilters.ts';
import { useFormats } from '../../i18n/useFormats.ts';
import { useTypeTitle } from '../../i18n/useTypeTitle.ts';
import styles from './Diff.module.css';
import type { DiffType } from './sums-of-diff.ts';

interface DiffFiltersProps {
  readonly id: number;
  readonly filters: Filters<'type' | 'action' | 'search'>;
  /** Whether what happens to an object can be chosen, too. */
  readonly hasAction: boolean;
  /** Of those that the filters leave. */
  readonly total: number | undefined;
}

/** By type, by what happens, by name. */
export function DiffFilters({ id, filters, hasAction, total }: DiffFiltersProps) {
  const { t } = useTranslation('diff');
  const { number } = useFormats();
  const titleOf = useTypeTitle();
  const { data } = useQuery(diffQuery(id));
  const countOf = (type: DiffType) =>
    hasAction
      ? type.create + type.update + type.refused + type.impossible + type.unchanged + type.skipped
      : type.onlyOnTarget;
  const types = (data?.types ?? []).filter((type) => countOf(type) > 0);
  return (
    <Toolbar>
      <SelectField
        label={t('type')}
        value={filters.values.type}
        choices={[
          { value: '', label: t('allTypes') },
          ...types.map((each) => ({ value: each.type, label: `${titleOf(each.type)} (${number(countOf(each))})` })),
        ]}
        onChange={(type) => filters.set('type', type)}
      />
      {hasAction && (
        <SelectField
          label={t('whatHappens')}
          value={filters.values.action}
          choices={[
            { value: '', label: t('anything') },
            ...plannedActions.map((action) => ({ value: action, label: t(`action.${action}`) })),
          ]}
          onChange={(action) => filters.set('action', action)}
        />
      )}
      <TextField
        name="search"
        type="search"
        label={t('search')}
        value={filters.values.search}
        onChange={(search) => filters.set('search', search)}
      />
      {total !== undefined && (
        <p className={styles.count} role="status">
          {t('found', { count: total })}
        </p>
      )}
    </Toolbar>
  );
}
