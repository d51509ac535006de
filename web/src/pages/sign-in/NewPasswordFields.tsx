import { useTranslation } from 'react-i18next';
import { TextField } from '../../components/TextField.tsx';

/** A password that is chosen, typed twice. */
export interface NewPassword {
  readonly first: string;
  readonly again: string;
}

export const noPassword: NewPassword = { first: '', again: '' };

export function isSame({ first, again }: NewPassword): boolean {
  return first !== '' && first === again;
}

interface NewPasswordFieldsProps {
  readonly value: NewPassword;
  readonly onChange: (value: NewPassword) => void;
  /** Where the present one is asked for beside it. */
  readonly isAnother?: boolean;
}

export function NewPasswordFields({ value, onChange, isAnother = false }: NewPasswordFieldsProps) {
  const { t } = useTranslation('signIn');
  const { first, again } = value;
  const differs = again.length >= first.length && again !== '' && again !== first;
  return (
    <>
      <TextField
        name="password"
        type="password"
        label={t(isAnother ? 'newPassword' : 'password')}
        help={t('passwordRule')}
        value={first}
        onChange={(next) => onChange({ first: next, again })}
        autoComplete="new-password"
      />
      <TextField
        name="passwordAgain"
        type="password"
        label={t(isAnother ? 'newPasswordAgain' : 'passwordAgain')}
        value={again}
        onChange={(next) => onChange({ first, again: next })}
        mistake={differs ? t('passwordsDiffer') : undefined}
        autoComplete="new-password"
      />
    </>
  );
}
