import { Button } from '@dhis2-ui/button';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from './Dialog.tsx';
import { ProblemNotice } from './ProblemNotice.tsx';

interface QuestionProps {
  readonly title: string;
  /** What the answer yes will do. */
  readonly children: ReactNode;
  readonly confirm: string;
  readonly isDestructive?: boolean;
  readonly isBusy: boolean;
  readonly isReady?: boolean;
  readonly error: unknown;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks once more before something is done that others will notice. */
export function Question({ title, children, confirm, isDestructive = false, isReady = true, ...more }: QuestionProps) {
  const { t } = useTranslation();
  const { isBusy, error, onConfirm, onClose } = more;
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            primary={!isDestructive}
            destructive={isDestructive}
            loading={isBusy}
            disabled={!isReady}
            onClick={onConfirm}
          >
            {confirm}
          </Button>
        </>
      }
    >
      {children}
      <ProblemNotice error={error} />
    </Dialog>
  );
}
