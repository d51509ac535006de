import { useTranslation } from 'react-i18next';
import { SelectField } from '../../components/SelectField.tsx';
import { TextField } from '../../components/TextField.tsx';
import { Toolbar } from '../../components/Toolbar.tsx';
import { DateField } from '../../components/TypedField.tsx';
import type { Filters } from '../../components/useFilters.ts';
import type { AuditFilterName } from './audit-filter.ts';
import { auditActions, subjectKinds } from './audit-words.ts';
import styles from './Journal.module.css';

export function AuditFilters({ filters: { values, set } }: { readonly filters: Filters<AuditFilterName> }) {
  const { t } = useTranslation(['audit', 'journal']);
  return (
    <Toolbar>
      <div className={styles.narrow}>
        <TextField name="actor" label={t('filterActor')} value={values.actor} onChange={(name) => set('actor', name)} />
      </div>
      <SelectField
        label={t('filterAction')}
        value={values.action}
        choices={[
          { value: '', label: t('anyKind') },
          ...auditActions.map((value) => ({ value, label: t(`actions.${value}`) })),
        ]}
        onChange={(action) => set('action', action)}
      />
      <SelectField
        label={t('filterKind')}
        value={values.subjectKind}
        choices={[
          { value: '', label: t('anyKind') },
          ...subjectKinds.map((value) => ({ value, label: t(`subjects.${value}`) })),
        ]}
        onChange={(kind) => set('subjectKind', kind)}
      />
      <div className={styles.narrow}>
        <TextField
          name="subject"
          label={t('filterName')}
          value={values.subject}
          onChange={(name) => set('subject', name)}
        />
      </div>
      <DateField label={t('journal:since')} value={values.since} onChange={(day) => set('since', day)} />
      <DateField label={t('journal:until')} value={values.until} onChange={(day) => set('until', day)} />
    </Toolbar>
  );
}
