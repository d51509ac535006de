import { Button } from '@dhis2-ui/button';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { checkMapping, type MappingCheck } from '../../../api/mappings.ts';
import { CsvButton } from '../../../components/CsvButton.tsx';
import { DataTable } from '../../../components/DataTable.tsx';
import { Loading } from '../../../components/Loading.tsx';
import { Notice } from '../../../components/Notice.tsx';
import { ProblemNotice } from '../../../components/ProblemNotice.tsx';
import { useFormats } from '../../../i18n/useFormats.ts';
import { useTypeTitle } from '../../../i18n/useTypeTitle.ts';
import type { Mapping } from '../draft/draft-options.ts';
import styles from './Mapping.module.css';

interface MappingCheckPartProps {
  readonly source: string;
  readonly target: string;
  readonly mapping: Mapping;
}

/** Tries the rules on both instances, and names who has no counterpart, or several. */
export function MappingCheckPart({ source, target, mapping }: MappingCheckPartProps) {
  const { t } = useTranslation('mapping');
  const check = useMutation({ mutationFn: (wanted: Mapping) => checkMapping({ source, target }, wanted) });
  // What was found for other rules says nothing about these.
  const isOfThese = JSON.stringify(check.variables) === JSON.stringify(mapping);
  return (
    <>
      <div className={styles.actions}>
        <Button loading={check.isPending} onClick={() => check.mutate(mapping)}>
          {t('check')}
        </Button>
      </div>
      {check.isPending && <Loading text={t('reading')} />}
      {isOfThese && <ProblemNotice error={check.error} />}
      {isOfThese && check.data !== undefined && <Checked check={check.data} />}
    </>
  );
}

const shownProblems = 20;

function Checked({ check }: { readonly check: MappingCheck }) {
  const { t } = useTranslation('mapping');
  const titleOf = useTypeTitle();
  const { types, problems, problemCount } = check;
  return (
    <div role="status" className={styles.editor}>
      <Notice
        tone={problemCount === 0 ? 'good' : 'warning'}
        title={problemCount === 0 ? t('checkedFine') : t('checkedBut', { count: problemCount })}
      />
      <CheckedTypes types={types} />
      {problems.length > 0 && (
        <>
          <ul className={styles.problems}>
            {problems.slice(0, shownProblems).map(({ kind, type, name, detail }) => (
              <li key={`${kind} ${type} ${name} ${detail}`}>
                {t(`problem.${kind}`, { type: titleOf(type), name, detail })}
              </li>
            ))}
          </ul>
          {problemCount > shownProblems && <p>{t('moreProblems', { count: problemCount - shownProblems })}</p>}
          <div>
            <CsvButton
              name="mapping"
              rows={problems}
              columns={[
                { title: t('kind'), value: ({ kind }) => t(kind) },
                { title: t('type'), value: ({ type }) => type },
                { title: t('identifier'), value: ({ uid }) => uid },
                { title: t('name'), value: ({ name }) => name },
                { title: t('detail'), value: ({ detail }) => detail },
              ]}
            />
          </div>
        </>
      )}
    </div>
  );
}

function CheckedTypes({ types }: { readonly types: MappingCheck['types'] }) {
  const { t } = useTranslation('mapping');
  const { number } = useFormats();
  const titleOf = useTypeTitle();
  const numbers = ['mapped', 'unmapped', 'doubled', 'ambiguous'] as const;
  return (
    <DataTable
      caption={t('checked')}
      rows={types}
      rowKey={({ type }) => type}
      columns={[
        { key: 'type', title: t('type'), cell: ({ type }) => titleOf(type) },
        ...numbers.map((key) => ({
          key,
          title: t(key),
          isNumber: true,
          cell: (row: MappingCheck['types'][number]) => number(row[key]),
        })),
      ]}
    />
  );
}
