import { useTranslation } from 'react-i18next';
import { removeReplication } from '../../api/replications.ts';
import { RemoveNamed } from '../../components/RemoveNamed.tsx';

/** Forgets a definition, once somebody has typed its name. */
export function RemoveReplication({ name, hasSchedule }: { readonly name: string; readonly hasSchedule: boolean }) {
  const { t } = useTranslation('replications');
  return (
    <RemoveNamed
      name={name}
      kind="replications"
      title={t('removeTitle', { name })}
      submit={t('removeSubmit')}
      remove={removeReplication}
    >
      <p>{t('removeText')}</p>
      {hasSchedule && <p>{t('removeSchedule')}</p>}
    </RemoveNamed>
  );
}
