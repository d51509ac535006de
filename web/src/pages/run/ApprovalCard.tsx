import { Button } from '@dhis2-ui/button';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useAbilities } from '../../api/abilities.ts';
import { type Approval, decideRun, type RunDetail } from '../../api/runs.ts';
import { Card } from '../../components/Card.tsx';
import { NamedDialog } from '../../components/NamedDialog.tsx';
import { Notice } from '../../components/Notice.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { TextField } from '../../components/TextField.tsx';
import { useFormats } from '../../i18n/useFormats.ts';
import { useDiffNumbers } from '../diff/useDiffNumbers.ts';
import styles from './ApprovalCard.module.css';

interface ApprovalCardProps {
  readonly run: RunDetail;
  readonly approval: Approval;
}

/** A run that waits for a second person. The decision names the plan that stands here, so that nobody consents to another one. */
export function ApprovalCard({ run, approval }: ApprovalCardProps) {
  const { t } = useTranslation('run');
  const { moment } = useFormats();
  const { username, mayWrite } = useAbilities();
  const numbers = useDiffNumbers(run.id);
  const isOwn = run.startedBy === username;
  return (
    <Card title={t('approval')}>
      <p>{t('approvalText', { target: run.target })}</p>
      {numbers !== undefined && <p className={styles.numbers}>{numbers}</p>}
      <p>
        {t('approvalSince', { moment: moment(approval.requestedAt) })}{' '}
        <Link to={`/diffs/${run.id}`}>{t('seeDiff')}</Link>
      </p>
      {isOwn && <Notice tone="info" title={t('approvalOwn')} />}
      {!isOwn && mayWrite(run.target) && <Decision run={run} approval={approval} numbers={numbers} />}
    </Card>
  );
}

/** Whoever approves types the name of the target: they read which one it is. */
function Decision({ run, approval, numbers }: ApprovalCardProps & { readonly numbers: string | undefined }) {
  const { t } = useTranslation('run');
  const client = useQueryClient();
  const [remark, setRemark] = useState('');
  const [isAsking, setIsAsking] = useState(false);
  const deciding = useMutation({
    mutationFn: (decision: 'approved' | 'rejected') => {
      const said = remark.trim() === '' ? {} : { remark: remark.trim() };
      return decideRun(run.id, { planDigest: approval.planDigest, decision, ...said });
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['runs', run.id] }),
  });
  return (
    <>
      {!isAsking && <ProblemNotice error={deciding.error} />}
      <TextField name="remark" label={t('approvalRemark')} value={remark} onChange={setRemark} />
      <div className={styles.actions}>
        <Button primary disabled={deciding.isPending} onClick={() => setIsAsking(true)}>
          {t('approve')}
        </Button>
        <Button destructive secondary disabled={deciding.isPending} onClick={() => deciding.mutate('rejected')}>
          {t('decline')}
        </Button>
      </div>
      {isAsking && (
        <NamedDialog
          title={t('approveTitle', { id: run.id })}
          name={run.target}
          submit={t('approve')}
          isDestructive={false}
          isBusy={deciding.isPending}
          error={deciding.error}
          onSubmit={() => deciding.mutate('approved')}
          onClose={() => setIsAsking(false)}
        >
          <p>{t('approvalText', { target: run.target })}</p>
          {numbers !== undefined && <p className={styles.numbers}>{numbers}</p>}
        </NamedDialog>
      )}
    </>
  );
}
