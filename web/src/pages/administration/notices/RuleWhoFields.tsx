import { useTranslation } from 'react-i18next';
import type { Channel } from '../../../api/notices.ts';
import { SelectField } from '../../../components/SelectField.tsx';
import { TextField } from '../../../components/TextField.tsx';
import { languages } from '../../../i18n/languages.ts';
import type { RuleDraft } from './rule-draft.ts';

interface RuleWhoFieldsProps {
  readonly draft: RuleDraft;
  readonly channels: readonly Channel[];
  readonly onChange: (part: Partial<RuleDraft>) => void;
}

import { useRecipientHelp } from './useRecipientHelp.ts';

/** Who is told, and by what. */
export function RuleWhoFields({ draft: { channel, recipient, language }, channels, onChange }: RuleWhoFieldsProps) {
  const { t } = useTranslation('notices');
  const recipientHelp = useRecipientHelp();
  const kind = channels.find(({ name }) => name === channel)?.kind;
  return (
    <>
      <SelectField
        label={t('channel')}
        value={channel}
        choices={channels.map(({ name }) => ({ value: name, label: name }))}
        onChange={(next) => onChange({ channel: next })}
      />
      {kind !== 'slack' && kind !== 'webhook' && (
        <TextField
          name="recipient"
          label={t('recipient')}
          help={kind && recipientHelp(kind)}
          value={recipient}
          onChange={(next) => onChange({ recipient: next })}
        />
      )}
      <SelectField
        label={t('language')}
        value={language}
        choices={languages.map(({ code, name }) => ({ value: code, label: name }))}
        onChange={(next) => onChange({ language: next === 'en' ? 'en' : 'fr' })}
      />
    </>
  );
}
