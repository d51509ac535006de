import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type AuditHead, type AuditVerification, verifyAudit } from '../../api/audit.ts';
import { Card } from '../../components/Card.tsx';
import { Form } from '../../components/Form.tsx';
import { Notice } from '../../components/Notice.tsx';
import { TextField } from '../../components/TextField.tsx';
import { useFormats } from '../../i18n/useFormats.ts';
import styles from './Journal.module.css';

/** Proves that nothing in the trail was changed, and, with a head that was noted down, that nothing was taken off its end. */
export function VerifyTrail() {
  const { t } = useTranslation('audit');
  const [noted, setNoted] = useState('');
  const head = parseHead(noted);
  const isWrong = noted.trim() !== '' && head === undefined;
  const verification = useMutation({ mutationFn: () => verifyAudit(head) });
  return (
    <Card title={t('verifyTitle')}>
      <p>{t('verifyText')}</p>
      <Form
        submit={t('verify')}
        isBusy={verification.isPending}
        isReady={!isWrong}
        error={verification.error}
        onSubmit={() => verification.mutate()}
      >
        <TextField
          name="head"
          label={t('head')}
          help={t('headHelp')}
          value={noted}
          onChange={setNoted}
          mistake={isWrong ? t('headWrong') : undefined}
        />
      </Form>
      <div role="status">{verification.data && <Verified verification={verification.data} />}</div>
    </Card>
  );
}

function Verified({ verification: { entries, head, broken } }: { readonly verification: AuditVerification }) {
  const { t } = useTranslation('audit');
  const { number } = useFormats();
  if (broken !== undefined) {
    return (
      <Notice tone="error" title={t('broken', { seq: number(broken.seq) })}>
        <p>{t(`brokenKinds.${broken.kind}`)}</p>
      </Notice>
    );
  }
  return (
    <Notice tone="good" title={t('whole', { count: entries })}>
      {head !== undefined && (
        <p className={styles.hash}>
          {t('newHead')} <code>{`${head.seq}:${head.hash}`}</code>
        </p>
      )}
    </Notice>
  );
}

/** `12:3fa9…`, as the verification before has shown it. */
function parseHead(text: string): AuditHead | undefined {
  const [, seq, hash] = /^([1-9][0-9]{0,14}):([0-9a-f]{64})$/i.exec(text.trim()) ?? [];
  return seq === undefined || hash === undefined ? undefined : { seq: Number(seq), hash: hash.toLowerCase() };
}
