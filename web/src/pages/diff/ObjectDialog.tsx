import { Button } from '@dhis2-ui/button';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type ObjectDiff, objectDiffQuery } from '../../api/diffs.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { Loading } from '../../components/Loading.tsx';
import { Notice } from '../../components/Notice.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { useFormats } from '../../i18n/useFormats.ts';
import { useTypeTitle } from '../../i18n/useTypeTitle.ts';
import styles from './Diff.module.css';
import { PropertySides } from './PropertySides.tsx';

interface ObjectDialogProps {
  readonly id: number;
  readonly type: string;
  readonly uid: string;
  readonly onClose: () => void;
}

/** One object side by side, as both instances have it now. */
export function ObjectDialog({ id, type, uid, onClose }: ObjectDialogProps) {
  const { t } = useTranslation(['diff', 'words']);
  const titleOf = useTypeTitle();
  const { data, error, isPending } = useQuery(objectDiffQuery(id, type, uid));
  return (
    <Dialog
      isWide
      title={data?.name ?? uid}
      onClose={onClose}
      actions={<Button onClick={onClose}>{t('words:close')}</Button>}
    >
      <p className={styles.muted}>
        {titleOf(type)} · {uid}
        {data?.action !== undefined && ` · ${t(`action.${data.action}`)}`}
      </p>
      {isPending && <Loading text={t('readingBoth')} />}
      <ProblemNotice error={error} />
      {data !== undefined && <Sides diff={data} />}
    </Dialog>
  );
}

function Sides({ diff }: { readonly diff: ObjectDiff }) {
  const { t } = useTranslation('diff');
  const formats = useFormats();
  const { properties, references, isOnSource, isOnTarget, equalProperties, readAt } = diff;
  return (
    <div className={styles.properties}>
      {!isOnTarget && <Notice tone="info" title={t('notOnTarget')} />}
      {!isOnSource && <Notice tone="info" title={t('notOnSource')} />}
      {properties.length === 0 && <Notice tone="good" title={t('sameNow')} />}
      {properties.map((property) => (
        <PropertySides key={property.name} {...{ property, references }} />
      ))}
      <p className={styles.muted}>
        {t('equalProperties', { count: equalProperties })} {t('readAt', { moment: formats.moment(readAt) })}
      </p>
    </div>
  );
}
