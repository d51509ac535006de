import { nameSchema } from '@relais/contract/words.ts';
import type { Instance, InstanceChange, InstanceToAdd, InstanceToTest } from '../../api/instances.ts';

/** What stands in the form of an instance. */
export interface InstanceDraft {
  readonly name: string;
  readonly url: string;
  readonly secretKind: 'password' | 'token';
  readonly username: string;
  /** The password or the token; never filled from what is kept. */
  readonly secret: string;
  readonly allowSelfSigned: boolean;
  readonly needsApproval: boolean;
}

export const emptyDraft: InstanceDraft = {
  name: '',
  url: '',
  secretKind: 'password',
  username: '',
  secret: '',
  allowSelfSigned: false,
  needsApproval: false,
};

export function draftOf({ name, url, secretKind, username = '', ...flags }: Instance): InstanceDraft {
  const { allowSelfSigned, needsApproval } = flags;
  return { name, url, secretKind, username, secret: '', allowSelfSigned, needsApproval };
}

export type DraftMistake = 'nameMistake' | 'addressMistake';

/** What cannot be meant, by field; only of fields where something stands. */
export function mistakesOf({ name, url }: InstanceDraft): Partial<Record<'name' | 'url', DraftMistake>> {
  return {
    ...(name !== '' && !nameSchema.safeParse(name).success && { name: 'nameMistake' }),
    ...(url !== '' && !/^https?:\/\/./i.test(url.trim()) && !'https://'.startsWith(url) && { url: 'addressMistake' }),
  };
}

/** Whether all that is needed stands there; a kept instance keeps its secret unless its address or its account changes. */
export function isComplete(draft: InstanceDraft, kept?: Instance): boolean {
  if (draft.name === '' || draft.url.trim() === '' || Object.keys(mistakesOf(draft)).length > 0) return false;
  return needsSecret(draft, kept) ? draft.secret !== '' && hasAccount(draft) : true;
}

export function needsSecret(draft: InstanceDraft, kept: Instance | undefined): boolean {
  if (kept === undefined || draft.secret !== '') return true;
  const { url, secretKind, username } = draft;
  return url.trim() !== kept.url || secretKind !== kept.secretKind || username !== (kept.username ?? '');
}

const hasAccount = ({ secretKind, username }: InstanceDraft) => secretKind === 'token' || username !== '';

function credentialsOf({ secretKind, username, secret }: InstanceDraft): InstanceToAdd['credentials'] {
  return secretKind === 'token' ? { kind: 'token', token: secret } : { kind: 'basic', username, password: secret };
}

/**
 * What can be tried before anything is kept; undefined while the address or the secret is not there. A kept instance is tried with the secret
 * that it has, as long as its address and its account stay. Its name does not matter.
 */
export function instanceToTest(draft: InstanceDraft, kept?: Instance): InstanceToTest | undefined {
  const { url, secret, allowSelfSigned } = draft;
  if (url.trim() === '' || mistakesOf(draft).url !== undefined) return undefined;
  const wish = { url: url.trim(), allowSelfSigned };
  if (kept !== undefined && !needsSecret(draft, kept)) return { ...wish, instance: kept.name };
  return secret === '' || !hasAccount(draft) ? undefined : { ...wish, credentials: credentialsOf(draft) };
}

export function instanceToAdd(draft: InstanceDraft): InstanceToAdd {
  const { name, url, allowSelfSigned, needsApproval } = draft;
  return { name, url: url.trim(), credentials: credentialsOf(draft), allowSelfSigned, needsApproval };
}

export function instanceChange(draft: InstanceDraft, kept: Instance): InstanceChange {
  const { url, allowSelfSigned, needsApproval } = draft;
  return {
    url: url.trim(),
    ...(needsSecret(draft, kept) && { credentials: credentialsOf(draft) }),
    allowSelfSigned,
    needsApproval,
  };
}
