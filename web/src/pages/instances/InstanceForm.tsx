import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Instance } from '../../api/instances.ts';
import { CheckField } from '../../components/CheckField.tsx';
import { ChoiceField } from '../../components/ChoiceField.tsx';
import { Form } from '../../components/Form.tsx';
import { LinkButton } from '../../components/LinkButton.tsx';
import { TextField } from '../../components/TextField.tsx';
import { InstanceTrial } from './InstanceTrial.tsx';
import {
  draftOf,
  emptyDraft,
  type InstanceDraft,
  instanceToTest,
  isComplete,
  mistakesOf,
  needsSecret,
} from './instance-draft.ts';

interface InstanceFormProps {
  /** The instance that is changed; absent where one is added. */
  readonly kept?: Instance;
  readonly isBusy: boolean;
  readonly error: unknown;
  readonly onSubmit: (draft: InstanceDraft) => void;
}

/** Address, account and precautions of an instance. */
export function InstanceForm({ kept, isBusy, error, onSubmit }: InstanceFormProps) {
  const { t, i18n } = useTranslation(['instances', 'words']);
  const [draft, setDraft] = useState<InstanceDraft>(kept === undefined ? emptyDraft : draftOf(kept));
  const set = (change: Partial<InstanceDraft>) => setDraft({ ...draft, ...change });
  const mistakes = mistakesOf(draft);
  return (
    <Form
      submit={t(kept === undefined ? 'submitAdd' : 'submitChange')}
      isBusy={isBusy}
      isReady={isComplete(draft, kept)}
      error={error}
      onSubmit={() => onSubmit(draft)}
      more={
        <LinkButton to={kept === undefined ? '/instances' : `/instances/${kept.name}`}>{t('words:cancel')}</LinkButton>
      }
    >
      <TextField
        name="url"
        type="url"
        label={t('address')}
        help={t('addressHelp')}
        value={draft.url}
        onChange={(url) => set({ url })}
        mistake={mistakes.url && t(mistakes.url)}
        autoComplete="url"
        initialFocus={kept === undefined}
      />
      {kept === undefined && (
        <TextField
          name="name"
          label={t('name')}
          help={t('nameHelp')}
          value={draft.name}
          onChange={(name) => set({ name })}
          mistake={mistakes.name && t(mistakes.name)}
          autoComplete="off"
        />
      )}
      <Secret draft={draft} kept={kept} set={set} />
      <CheckField
        label={t('needsApproval')}
        help={t('needsApprovalHelp')}
        isChecked={draft.needsApproval}
        onChange={(needsApproval) => set({ needsApproval })}
      />
      <CheckField
        label={t('allowSelfSigned')}
        help={t('allowSelfSignedHelp')}
        isChecked={draft.allowSelfSigned}
        onChange={(allowSelfSigned) => set({ allowSelfSigned })}
      />
      {/* What was found is told in the language that it was asked in. */}
      <InstanceTrial key={i18n.language} wish={instanceToTest(draft, kept)} />
    </Form>
  );
}

interface SecretProps {
  readonly draft: InstanceDraft;
  readonly kept: Instance | undefined;
  readonly set: (change: Partial<InstanceDraft>) => void;
}

function Secret({ draft, kept, set }: SecretProps) {
  const { t } = useTranslation('instances');
  const { secretKind, username, secret } = draft;
  const help = t(needsSecret({ ...draft, secret: '' }, kept) ? 'secretAgain' : 'secretKept');
  return (
    <>
      <ChoiceField
        label={t('secretKind')}
        value={secretKind}
        choices={[
          { value: 'password', label: t('password') },
          { value: 'token', label: t('token'), help: t('tokenHelp') },
        ]}
        onChange={(kind) => set({ secretKind: kind, secret: '' })}
      />
      {secretKind === 'password' && (
        <TextField
          name="username"
          label={t('username')}
          value={username}
          onChange={(next) => set({ username: next })}
          autoComplete="off"
        />
      )}
      <TextField
        name="secret"
        type="password"
        label={t(secretKind === 'password' ? 'secretPassword' : 'secretToken')}
        value={secret}
        onChange={(next) => set({ secret: next })}
        autoComplete="new-password"
        {...(kept !== undefined && { help })}
      />
    </>
  );
}
