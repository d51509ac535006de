import { Button } from '@dhis2-ui/button';
import { Tag } from '@dhis2-ui/tag';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Token } from '../api/users.ts';
import { useFormats } from '../i18n/useFormats.ts';
import { type Column, DataTable } from './DataTable.tsx';
import { Question } from './Question.tsx';

interface TokenTableProps {
  readonly tokens: readonly Token[];
  /** Of several people. */
  readonly hasOwners?: boolean;
  readonly revoke: (id: number) => Promise<void>;
  readonly onRevoked: () => void;
}

/** Personal tokens, and the way to make one useless at once. */
export function TokenTable({ tokens, hasOwners = false, revoke, onRevoked }: TokenTableProps) {
  const { t } = useTranslation('tokens');
  const { day, shortMoment, list } = useFormats();
  const [asked, setAsked] = useState<Token>();
  const revoking = useMutation({
    mutationFn: revoke,
    onSuccess: () => {
      setAsked(undefined);
      onRevoked();
    },
  });
  const owner: Column<Token> = { key: 'owner', title: t('owner'), cell: ({ username }) => username };
  return (
    <>
      <DataTable
        caption={t('caption')}
        rows={tokens}
        rowKey={({ id }) => id}
        columns={[
          { key: 'name', title: t('name'), cell: ({ name }) => <strong>{name}</strong> },
          ...(hasOwners ? [owner] : []),
          { key: 'beginning', title: t('beginning'), cell: ({ beginning }) => <code>{beginning}…</code> },
          {
            key: 'scopes',
            title: t('scopes'),
            cell: (token) => list(token.scopes.map((scope) => t(`scopeNames.${scope}`))),
          },
          { key: 'ends', title: t('ends'), cell: ({ endsAt }) => day(endsAt) },
          {
            key: 'used',
            title: t('used'),
            cell: ({ lastUsedAt }) => (lastUsedAt === undefined ? t('never') : shortMoment(lastUsedAt)),
          },
          { key: 'state', title: t('state'), cell: (token) => <TokenState token={token} /> },
          {
            key: 'revoke',
            title: t('revoke'),
            isAction: true,
            cell: (token) =>
              stateOf(token, new Date()) === 'valid' ? (
                <Button small secondary destructive onClick={() => setAsked(token)}>
                  {t('revoke')}
                </Button>
              ) : (
                '–'
              ),
          },
        ]}
      />
      {asked !== undefined && (
        <Question
          title={t('revokeTitle', { name: asked.name })}
          confirm={t('revoke')}
          isDestructive
          isBusy={revoking.isPending}
          error={revoking.error}
          onConfirm={() => revoking.mutate(asked.id)}
          onClose={() => setAsked(undefined)}
        >
          <p>{t('revokeText')}</p>
        </Question>
      )}
    </>
  );
}

function TokenState({ token }: { readonly token: Token }) {
  const { t } = useTranslation('tokens');
  const state = stateOf(token, new Date());
  return <Tag positive={state === 'valid'}>{t(`states.${state}`)}</Tag>;
}

function stateOf({ revokedAt, endsAt }: Token, now: Date): 'valid' | 'revoked' | 'ended' {
  if (revokedAt !== undefined) return 'revoked';
  return new Date(endsAt) < now ? 'ended' : 'valid';
}
