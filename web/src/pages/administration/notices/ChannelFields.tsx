import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { instancesQuery } from '../../../api/instances.ts';
import { LinesField } from '../../../components/LinesField.tsx';
import { SelectField } from '../../../components/SelectField.tsx';
import { TextField } from '../../../components/TextField.tsx';
import { type ChannelDraft, type ChannelField, fieldsOf } from './channel-draft.ts';

interface ChannelFieldsProps {
  readonly draft: ChannelDraft;
  readonly onChange: (draft: ChannelDraft) => void;
}

/** The fields that a kind of channel has. */
export function ChannelFields({ draft, onChange }: ChannelFieldsProps) {
  const { t } = useTranslation('notices');
  const instances = useQuery({ ...instancesQuery, enabled: draft.kind === 'dhis2' });
  const set = (name: ChannelField, text: string) => onChange({ ...draft, fields: { ...draft.fields, [name]: text } });
  return fieldsOf(draft.kind).map(([name, sort]) => {
    const field = { label: t(`fields.${name}`), value: draft.fields[name] ?? '' };
    const onText = (text: string) => set(name, text);
    if (name === 'instance') {
      const choices = (instances.data?.items ?? []).map((each) => ({ value: each.name, label: each.name }));
      return <SelectField key={name} {...field} choices={[{ value: '', label: '–' }, ...choices]} onChange={onText} />;
    }
    if (sort === 'lines') return <LinesField key={name} {...field} help={t('linesHelp')} onChange={onText} />;
    if (typeof sort === 'object') {
      const choices = sort.map((value) => ({ value, label: t(`choices.${value as Choice}`) }));
      return <SelectField key={name} {...field} choices={choices} onChange={onText} />;
    }
    return <TextField key={name} name={name} {...field} onChange={onText} />;
  });
}

type Choice = 'starttls' | 'tls' | 'none' | 'POST' | 'GET' | 'form' | 'json';
