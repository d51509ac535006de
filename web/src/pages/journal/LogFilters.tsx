import { Button } from '@dhis2-ui/button';
import { useTranslation } from 'react-i18next';
import { logKinds, logLevels } from '../../api/log.ts';
import { SelectField } from '../../components/SelectField.tsx';
import { TextField } from '../../components/TextField.tsx';
import { Toolbar } from '../../components/Toolbar.tsx';
import { DateField } from '../../components/TypedField.tsx';
import type { Filters } from '../../components/useFilters.ts';
import styles from './Journal.module.css';
import type { LogFilterName } from './log-filter.ts';

interface LogFiltersProps {
  readonly filters: Filters<LogFilterName | 'live'>;
  readonly isLive: boolean;
}

export function LogFilters({ filters: { values, set }, isLive }: LogFiltersProps) {
  const { t } = useTranslation('journal');
  const levels = logLevels.filter((level) => level !== 'info');
  return (
    <Toolbar>
      <SelectField
        label={t('filterLevel')}
        value={values.level}
        choices={[
          { value: '', label: t('anyLevel') },
          ...levels.map((value) => ({ value, label: t(`leastLevels.${value}`) })),
        ]}
        onChange={(level) => set('level', level)}
      />
      <SelectField
        label={t('filterKind')}
        value={values.kind}
        choices={[
          { value: '', label: t('anyKind') },
          ...logKinds.map((value) => ({ value, label: t(`kinds.${value}`) })),
        ]}
        onChange={(kind) => set('kind', kind)}
      />
      <div className={styles.narrow}>
        <TextField name="run" label={t('filterRun')} value={values.run} onChange={(run) => set('run', run)} />
      </div>
      <div className={styles.narrow}>
        <TextField name="code" label={t('filterCode')} value={values.code} onChange={(code) => set('code', code)} />
      </div>
      <DateField label={t('since')} value={values.since} onChange={(day) => set('since', day)} />
      <DateField label={t('until')} value={values.until} onChange={(day) => set('until', day)} />
      <Button toggled={isLive} onClick={() => set('live', isLive ? '' : '1')}>
        {t(isLive ? 'stopLive' : 'startLive')}
      </Button>
    </Toolbar>
  );
}
