import { useTranslation } from 'react-i18next';
import { removeInstance } from '../../api/instances.ts';
import { RemoveNamed } from '../../components/RemoveNamed.tsx';

interface RemoveInstanceProps {
  readonly name: string;
  /** Of replications that read or write it. */
  readonly uses: number;
}

/** Forgets an instance, once somebody has read what that means and typed its name. */
export function RemoveInstance({ name, uses }: RemoveInstanceProps) {
  const { t } = useTranslation('instances');
  return (
    <RemoveNamed
      name={name}
      kind="instances"
      title={t('removeTitle', { name })}
      submit={t('removeSubmit')}
      remove={removeInstance}
    >
      <p>{t('removeText')}</p>
      {uses > 0 && <p>{t('removeUses', { count: uses })}</p>}
    </RemoveNamed>
  );
}
