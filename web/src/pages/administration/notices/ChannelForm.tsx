import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { type Channel, channelKinds, setChannel } from '../../../api/notices.ts';
import { useAnnounce } from '../../../components/Announcer.tsx';
import { Card } from '../../../components/Card.tsx';
import { Form } from '../../../components/Form.tsx';
import { SelectField } from '../../../components/SelectField.tsx';
import { TextField } from '../../../components/TextField.tsx';
import styles from '../Administration.module.css';
import { ChannelFields } from './ChannelFields.tsx';
import { channelOf, draftOf, emptyDraft } from './channel-draft.ts';

/** How notices reach people. */
export function ChannelForm({ channel }: { readonly channel: Channel | undefined }) {
  const { t } = useTranslation('notices');
  const client = useQueryClient();
  const announce = useAnnounce();
  const [, goTo] = useLocation();
  const [name, setName] = useState(channel?.name ?? '');
  const [draft, setDraft] = useState(() => (channel ? draftOf(channel) : emptyDraft('email')));
  const wish = channelOf(draft);
  const saving = useMutation({
    mutationFn: async () => wish && setChannel(name.trim(), wish),
    onSuccess: async () => {
      announce(t('saved'));
      await client.invalidateQueries({ queryKey: ['notices'] });
      goTo(`/administration/notices/channels/${encodeURIComponent(name.trim())}`);
    },
  });
  const kinds = channelKinds.map((value) => ({ value, label: t(`kinds.${value}`) }));
  return (
    <div className={styles.form}>
      <Card title={t('channel')}>
        <Form
          submit={t('save')}
          isBusy={saving.isPending}
          isReady={wish !== undefined && name.trim() !== ''}
          error={saving.error}
          onSubmit={() => saving.mutate()}
        >
          {channel === undefined && (
            <TextField name="name" label={t('name')} help={t('nameHelp')} value={name} onChange={setName} isRequired />
          )}
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
        </Form>
      </Card>
    </div>
  );
}
