import { runModeSchema, runStateSchema } from '@relais/contract/run.ts';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { instancesQuery } from '../../api/instances.ts';
import { SelectField } from '../../components/SelectField.tsx';
import type { Filters } from '../../components/useFilters.ts';

export const runFilterNames = ['state', 'mode', 'source', 'target'] as const;
export type RunFilterName = (typeof runFilterNames)[number];

/** What the list of runs is narrowed by. */
export function RunFilters({ filters }: { readonly filters: Filters<RunFilterName> }) {
  const { t } = useTranslation(['runs', 'words']);
  const { data } = useQuery(instancesQuery);
  const instances = (data?.items ?? []).map(({ name }) => ({ value: name, label: name }));
  const fields = [
    {
      name: 'state',
      label: t('filterState'),
      all: t('anyState'),
      choices: runStateSchema.options.map((value) => ({ value, label: t(`words:runState.${value}`) })),
    },
    {
      name: 'mode',
      label: t('filterMode'),
      all: t('anyMode'),
      choices: runModeSchema.options.map((value) => ({ value, label: t(`words:runMode.${value}`) })),
    },
    { name: 'source', label: t('words:source'), all: t('anyInstance'), choices: instances },
    { name: 'target', label: t('words:target'), all: t('anyInstance'), choices: instances },
  ] as const;
  return fields.map(({ name, label, all, choices }) => (
    <SelectField
      key={name}
      label={label}
      value={filters.values[name]}
      choices={[{ value: '', label: all }, ...choices]}
      onChange={(value) => filters.set(name, value)}
    />
  ));
}
