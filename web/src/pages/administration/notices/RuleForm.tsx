import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Channel, type NoticeRule, setRule } from '../../../api/notices.ts';
import { CheckField } from '../../../components/CheckField.tsx';
import { currentLanguage } from '../../../i18n/start-i18n.ts';
import { RuleWhatFields } from './RuleWhatFields.tsx';
import { RuleWhenFields } from './RuleWhenFields.tsx';
import { RuleWhoFields } from './RuleWhoFields.tsx';
import { emptyRule, type RuleDraft, ruleDraftOf, ruleOf } from './rule-draft.ts';
import { SavedForm } from './SavedForm.tsx';

interface RuleFormProps {
  readonly rule: NoticeRule | undefined;
  readonly channels: readonly Channel[];
}

/** Who is told of what, how and when. */
export function RuleForm({ rule, channels }: RuleFormProps) {
  const { t } = useTranslation('notices');
  const [draft, setDraft] = useState<RuleDraft>(() => (rule ? ruleDraftOf(rule) : freshRule(channels)));
  const change = (part: Partial<RuleDraft>) => setDraft((before) => ({ ...before, ...part }));
  return (
    <SavedForm
      title={t('rule')}
      keptName={rule?.name}
      wish={ruleOf(draft)}
      save={setRule}
      next={() => '/administration/notices'}
    >
      <RuleWhoFields draft={draft} channels={channels} onChange={change} />
      <RuleWhatFields draft={draft} onChange={change} />
      <RuleWhenFields draft={draft} onChange={change} />
      <CheckField label={t('enabled')} isChecked={draft.isEnabled} onChange={(isEnabled) => change({ isEnabled })} />
    </SavedForm>
  );
}

function freshRule(channels: readonly Channel[]): RuleDraft {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return emptyRule(channels[0]?.name ?? '', currentLanguage().code, timeZone);
}
