import { Button } from '@dhis2-ui/button';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { type Approval, decideRun, type RunDetail } from '../../api/runs.ts';
import { Card } from '../../components/Card.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { TextField } from '../../components/TextField.tsx';
import { useFormats } from '../../i18n/useFormats.ts';
import styles from './ApprovalCard.module.css';

interface ApprovalCardProps {
  readonly run: RunDetail;
  readonly approval: Approval;
}

/** A run that waits for a second person. The decision names the plan that stands here, so that nobody consents to another one. */
export function ApprovalCard({ run, approval }: ApprovalCardProps) {
  const { t } = useTranslation('run');
  const { moment } = useFormats();
  const client = useQueryClient();
  const [remark, setRemark] = useState('');
  const deciding = useMutation({
    mutationFn: (decision: 'approved' | 'rejected') => {
      const said = remark.trim() === '' ? {} : { remark: remark.trim() };
      return decideRun(run.id, { planDigest: approval.planDigest, decision, ...said });
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['runs', run.id] }),
  });
  return (
    <Card title={t('approval')}>
      <ProblemNotice error={deciding.error} />
      <p>{t('approvalText', { target: run.target })}</p>
      <p>
        {t('approvalSince', { moment: moment(approval.requestedAt) })}{' '}
        <Link to={`/diffs/${run.id}`}>{t('seeDiff')}</Link>
      </p>
      <TextField name="remark" label={t('approvalRemark')} value={remark} onChange={setRemark} />
      <div className={styles.actions}>
        <Button primary disabled={deciding.isPending} onClick={() => deciding.mutate('approved')}>
          {t('approve')}
        </Button>
        <Button destructive secondary disabled={deciding.isPending} onClick={() => deciding.mutate('rejected')}>
          {t('decline')}
        </Button>
      </div>
    </Card>
  );
}
