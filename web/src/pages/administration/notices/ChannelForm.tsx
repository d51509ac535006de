import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Channel, channelKinds, setChannel } from '../../../api/notices.ts';
import { SelectField } from '../../../components/SelectField.tsx';
import { TextField } from '../../../components/TextField.tsx';
import styles from '../Administration.module.css';
import { ChannelFields } from './ChannelFields.tsx';
import { channelOf, draftOf, emptyDraft } from './channel-draft.ts';
import { SavedForm } from './SavedForm.tsx';

/** How notices reach people. */
export function ChannelForm({ channel }: { readonly channel: Channel | undefined }) {
  const { t } = useTranslation('notices');
  const [draft, setDraft] = useState(() => (channel ? draftOf(channel) : emptyDraft('email')));
  const kinds = channelKinds.map((value) => ({ value, label: t(`kinds.${value}`) }));
  return (
    <SavedForm
      title={t('channel')}
      keptName={channel?.name}
      wish={channelOf(draft)}
      save={setChannel}
      next={(name) => `/administration/notices/channels/${encodeURIComponent(name)}`}
    >
      <SelectField
        label={t('kind')}
        value={draft.kind}
        choices={kinds}
        onChange={(kind) => setDraft(emptyDraft(channelKinds.find((each) => each === kind) ?? draft.kind))}
      />
      <p className={styles.soft}>{t(`kindMeans.${draft.kind}`)}</p>
      <ChannelFields draft={draft} onChange={setDraft} />
      {draft.kind !== 'dhis2' && (
        <TextField
          name="secret"
          type="password"
          label={t(`secrets.${draft.kind}`)}
          help={channel?.hasSecret ? t('secretKept') : t('secretHelp')}
          value={draft.secret}
          onChange={(secret) => setDraft({ ...draft, secret })}
          autoComplete="new-password"
        />
      )}
    </SavedForm>
  );
}
