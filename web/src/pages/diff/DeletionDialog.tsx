import { Button } from '@dhis2-ui/button';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { deletionDetailQuery } from '../../api/diffs.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { Loading } from '../../components/Loading.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { useFormats } from '../../i18n/useFormats.ts';
import { useTypeTitle } from '../../i18n/useTypeTitle.ts';
import styles from './Diff.module.css';

interface DeletionDialogProps {
  readonly id: number;
  readonly type: string;
  readonly uid: string;
  readonly onClose: () => void;
}

/** What an object that only the target has takes along when it is deleted. */
export function DeletionDialog({ id, type, uid, onClose }: DeletionDialogProps) {
  const { t } = useTranslation(['diff', 'words']);
  const formats = useFormats();
  const titleOf = useTypeTitle();
  const { data, error, isPending } = useQuery(deletionDetailQuery(id, type, uid));
  return (
    <Dialog title={data?.name ?? uid} onClose={onClose} actions={<Button onClick={onClose}>{t('words:close')}</Button>}>
      <p className={styles.muted}>
        {titleOf(type)} · {uid}
      </p>
      {isPending && <Loading />}
      <ProblemNotice error={error} />
      {data !== undefined && data.parts.length === 0 && <p>{t('takesNothing')}</p>}
      {data !== undefined && data.parts.length > 0 && (
        <>
          <p>{t('takesAlong')}</p>
          <ul className={styles.items}>
            {data.parts.map(({ property, count, items }) => (
              <li key={property}>
                {property}: {formats.number(count)}
                {items.length > 0 && ` (${items.map((item) => item.name ?? item.uid ?? '…').join(', ')})`}
              </li>
            ))}
          </ul>
        </>
      )}
      {data !== undefined && <p className={styles.muted}>{t('readAt', { moment: formats.moment(data.readAt) })}</p>}
    </Dialog>
  );
}
