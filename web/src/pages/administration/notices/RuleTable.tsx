import { Button } from '@dhis2-ui/button';
import { Tag } from '@dhis2-ui/tag';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { type NoticeRule, removeRule } from '../../../api/notices.ts';
import { DataTable } from '../../../components/DataTable.tsx';
import { Question } from '../../../components/Question.tsx';
import { useFormats } from '../../../i18n/useFormats.ts';

export function RuleTable({ rules }: { readonly rules: readonly NoticeRule[] }) {
  const { t } = useTranslation('notices');
  const { list } = useFormats();
  const client = useQueryClient();
  const [asked, setAsked] = useState<string>();
  const removing = useMutation({
    mutationFn: removeRule,
    onSuccess: async () => {
      setAsked(undefined);
      await client.invalidateQueries({ queryKey: ['notices'] });
    },
  });
  return (
    <>
      <DataTable
        caption={t('rules')}
        rows={rules}
        rowKey={({ name }) => name}
        columns={[
          {
            key: 'name',
            title: t('name'),
            cell: ({ name }) => <Link to={`/administration/notices/rules/${encodeURIComponent(name)}`}>{name}</Link>,
          },
          { key: 'channel', title: t('channel'), cell: ({ channel }) => channel },
          { key: 'recipient', title: t('recipient'), cell: ({ recipient }) => (recipient === '' ? '–' : recipient) },
          { key: 'severity', title: t('from'), cell: ({ severity }) => t(`severities.${severity}`) },
          {
            key: 'replications',
            title: t('replications'),
            cell: ({ replications }) => (replications === undefined ? t('allReplications') : list(replications)),
          },
          {
            key: 'state',
            title: t('state'),
            cell: ({ enabled }) => <Tag positive={enabled}>{enabled ? t('on') : t('off')}</Tag>,
          },
          {
            key: 'remove',
            title: t('remove'),
            isAction: true,
            cell: ({ name }) => (
              <Button small secondary destructive onClick={() => setAsked(name)}>
                {t('remove')}
              </Button>
            ),
          },
        ]}
      />
      {asked !== undefined && (
        <Question
          title={t('removeRuleTitle', { name: asked })}
          confirm={t('remove')}
          isDestructive
          isBusy={removing.isPending}
          error={removing.error}
          onConfirm={() => removing.mutate(asked)}
          onClose={() => setAsked(undefined)}
        >
          <p>{t('removeRuleText')}</p>
        </Question>
      )}
    </>
  );
}
