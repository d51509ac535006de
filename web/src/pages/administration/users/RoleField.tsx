import { useTranslation } from 'react-i18next';
import { type Role, roles } from '../../../api/users.ts';
import { SelectField } from '../../../components/SelectField.tsx';
import styles from '../Administration.module.css';

interface RoleFieldProps {
  readonly role: Role;
  readonly onChange: (role: Role) => void;
}

export function RoleField({ role, onChange }: RoleFieldProps) {
  const { t } = useTranslation('users');
  return (
    <div>
      <SelectField
        label={t('role')}
        value={role}
        choices={roles.map((value) => ({ value, label: t(`roles.${value}`) }))}
        onChange={(value) => onChange(roles.find((each) => each === value) ?? role)}
      />
      <p className={`${styles.soft} ${styles.under}`}>{t(`roleMeans.${role}`)}</p>
    </div>
  );
}
