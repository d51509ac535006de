import { IconDownload16 } from '@dhis2/ui-icons';
import { Button } from '@dhis2-ui/button';
import { useTranslation } from 'react-i18next';
import { type CsvColumn, saveText, toCsv } from './csv.ts';

interface CsvButtonProps<Row> {
  /** Of the file, without its ending. */
  readonly name: string;
  readonly columns: readonly CsvColumn<Row>[];
  readonly rows: readonly Row[];
}

/** Saves the table beside it as it is filtered. */
export function CsvButton<Row>({ name, columns, rows }: CsvButtonProps<Row>) {
  const { t } = useTranslation();
  return (
    <Button
      small
      icon={<IconDownload16 />}
      onClick={() => saveText(`${name}.csv`, toCsv(columns, rows))}
      disabled={rows.length === 0}
    >
      {t('exportCsv')}
    </Button>
  );
}
