import { Button } from '@dhis2-ui/button';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { type Channel, type NoticeRule, removeChannel } from '../../../api/notices.ts';
import { DataTable } from '../../../components/DataTable.tsx';
import { NamedDialog } from '../../../components/NamedDialog.tsx';

interface ChannelTableProps {
  readonly channels: readonly Channel[];
  readonly rules: readonly NoticeRule[];
  readonly mayChange: boolean;
}

export function ChannelTable({ channels, rules, mayChange }: ChannelTableProps) {
  const { t } = useTranslation('notices');
  const client = useQueryClient();
  const [asked, setAsked] = useState<string>();
  const removing = useMutation({
    mutationFn: removeChannel,
    onSuccess: async () => {
      setAsked(undefined);
      await client.invalidateQueries({ queryKey: ['notices'] });
    },
  });
  const rulesOf = (name: string) => rules.filter(({ channel }) => channel === name).length;
  return (
    <>
      <DataTable
        caption={t('channels')}
        rows={channels}
        rowKey={({ name }) => name}
        columns={[
          {
            key: 'name',
            title: t('name'),
            cell: ({ name }) =>
              mayChange ? (
                <Link to={`/administration/notices/channels/${encodeURIComponent(name)}`}>{name}</Link>
              ) : (
                name
              ),
          },
          { key: 'kind', title: t('kind'), cell: ({ kind }) => t(`kinds.${kind}`) },
          { key: 'rules', title: t('rules'), isNumber: true, cell: ({ name }) => rulesOf(name) },
          {
            key: 'remove',
            title: t('remove'),
            isAction: true,
            cell: ({ name }) =>
              mayChange ? (
                <Button small secondary destructive onClick={() => setAsked(name)}>
                  {t('remove')}
                </Button>
              ) : (
                '–'
              ),
          },
        ]}
      />
      {asked !== undefined && (
        <NamedDialog
          title={t('removeChannelTitle', { name: asked })}
          name={asked}
          submit={t('remove')}
          isBusy={removing.isPending}
          error={removing.error}
          onSubmit={() => removing.mutate(asked)}
          onClose={() => setAsked(undefined)}
        >
          <p>{t('removeChannelText', { count: rulesOf(asked) })}</p>
        </NamedDialog>
      )}
    </>
  );
}
