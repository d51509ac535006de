import { IconDownload16 } from '@dhis2/ui-icons';
import { Button } from '@dhis2-ui/button';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { diffPageSize, type PageQuery } from '../../api/diffs.ts';
import { type CsvColumn, saveText, toCsv } from '../../components/csv.ts';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';

interface ExportAllProps<Item> {
  readonly name: string;
  readonly total: number;
  readonly pageQuery: (page: number) => PageQuery<Item>;
  readonly columns: readonly CsvColumn<Item>[];
}

/** Saves the whole of a long list as it is filtered, also what nobody has looked at. */
export function ExportAll<Item>({ name, total, pageQuery, columns }: ExportAllProps<Item>) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const saving = useMutation({
    mutationFn: async () => {
      const rows: Item[] = [];
      for (let page = 0; page * diffPageSize < total; page += 1) {
        rows.push(...(await client.fetchQuery(pageQuery(page))).items);
      }
      saveText(`${name}.csv`, toCsv(columns, rows));
    },
  });
  return (
    <div>
      <Button small icon={<IconDownload16 />} loading={saving.isPending} onClick={() => saving.mutate()}>
        {t('exportCsv')}
      </Button>
      <ProblemNotice error={saving.error} />
    </div>
  );
}
