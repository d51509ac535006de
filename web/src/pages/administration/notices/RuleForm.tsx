import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { type Channel, type NoticeRule, setRule } from '../../../api/notices.ts';
import { useAnnounce } from '../../../components/Announcer.tsx';
import { Card } from '../../../components/Card.tsx';
import { CheckField } from '../../../components/CheckField.tsx';
import { Form } from '../../../components/Form.tsx';
import { TextField } from '../../../components/TextField.tsx';
import { currentLanguage } from '../../../i18n/start-i18n.ts';
import styles from '../Administration.module.css';
import { RuleWhatFields } from './RuleWhatFields.tsx';
import { RuleWhenFields } from './RuleWhenFields.tsx';
import { RuleWhoFields } from './RuleWhoFields.tsx';
import { emptyRule, type RuleDraft, ruleDraftOf, ruleOf } from './rule-draft.ts';

interface RuleFormProps {
  readonly rule: NoticeRule | undefined;
  readonly channels: readonly Channel[];
}

/** Who is told of what, how and when. */
export function RuleForm({ rule, channels }: RuleFormProps) {
  const { t } = useTranslation('notices');
  const client = useQueryClient();
  const announce = useAnnounce();
  const [, goTo] = useLocation();
  const [name, setName] = useState(rule?.name ?? '');
  const [draft, setDraft] = useState<RuleDraft>(() => (rule ? ruleDraftOf(rule) : freshRule(channels)));
  const change = (part: Partial<RuleDraft>) => setDraft((before) => ({ ...before, ...part }));
  const wish = ruleOf(draft);
  const saving = useMutation({
    mutationFn: async () => wish && setRule(name.trim(), wish),
    onSuccess: async () => {
      announce(t('saved'));
      await client.invalidateQueries({ queryKey: ['notices'] });
      goTo('/administration/notices');
    },
  });
  return (
    <div className={styles.form}>
      <Card title={t('rule')}>
        <Form
          submit={t('save')}
          isBusy={saving.isPending}
          isReady={wish !== undefined && name.trim() !== ''}
          error={saving.error}
          onSubmit={() => saving.mutate()}
        >
          {rule === undefined && (
            <TextField name="name" label={t('name')} help={t('nameHelp')} value={name} onChange={setName} isRequired />
          )}
          <RuleWhoFields draft={draft} channels={channels} onChange={change} />
          <RuleWhatFields draft={draft} onChange={change} />
          <RuleWhenFields draft={draft} onChange={change} />
          <CheckField
            label={t('enabled')}
            isChecked={draft.isEnabled}
            onChange={(isEnabled) => change({ isEnabled })}
          />
        </Form>
      </Card>
    </div>
  );
}

function freshRule(channels: readonly Channel[]): RuleDraft {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return emptyRule(channels[0]?.name ?? '', currentLanguage().code, timeZone);
}
