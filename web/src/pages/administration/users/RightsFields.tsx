import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { instancesQuery } from '../../../api/instances.ts';
import type { Right } from '../../../api/users.ts';
import { CheckField } from '../../../components/CheckField.tsx';
import { SelectField } from '../../../components/SelectField.tsx';
import styles from '../Administration.module.css';
import { levelOf, type RightLevel, rightLevels, withLevel } from './rights.ts';

interface RightsFieldsProps {
  readonly rights: readonly Right[];
  readonly onChange: (rights: readonly Right[]) => void;
}

/** What somebody may do on each instance. */
export function RightsFields({ rights, onChange }: RightsFieldsProps) {
  const { t } = useTranslation('users');
  const instances = useQuery(instancesQuery).data?.items ?? [];
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{t('rights')}</legend>
      <p className={styles.soft}>{t('rightsHelp')}</p>
      {instances.length === 0 && <p>{t('noInstanceYet')}</p>}
      {instances.map(({ name }) => {
        const level = levelOf(rights, name);
        const mayUnmask = rights.some((right) => right.instance === name && right.mayUnmask);
        return (
          <div key={name} className={styles.right}>
            <SelectField
              label={name}
              value={level}
              choices={rightLevels.map((value) => ({ value, label: t(`levels.${value}`) }))}
              onChange={(value) => onChange(withLevel(rights, name, value as RightLevel))}
            />
            <CheckField
              label={t('mayUnmask', { name })}
              isChecked={mayUnmask}
              isDisabled={level === 'none'}
              onChange={(next) =>
                onChange(rights.map((right) => (right.instance === name ? { ...right, mayUnmask: next } : right)))
              }
            />
          </div>
        );
      })}
    </fieldset>
  );
}
