import { Button } from '@dhis2-ui/button';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ChoiceField } from '../../../components/ChoiceField.tsx';
import { DataTable } from '../../../components/DataTable.tsx';
import { useTypeTitle } from '../../../i18n/useTypeTitle.ts';
import type { Mapping } from '../draft/draft-options.ts';
import styles from './Mapping.module.css';
import { MappingCheckPart } from './MappingCheckPart.tsx';
import { MappingProposals } from './MappingProposals.tsx';
import { type MappingRule, withoutRule, withRules } from './mapping-rules.ts';

interface MappingFieldsProps {
  readonly source: string;
  readonly target: string;
  readonly mapping: Mapping | undefined;
  readonly onChange: (mapping: Mapping | undefined) => void;
}

/** Who stands for whom, where the two instances name the same things by different UIDs. */
export function MappingFields({ source, target, mapping, onChange }: MappingFieldsProps) {
  const { t } = useTranslation('mapping');
  const [isOpen, setIsOpen] = useState(mapping !== undefined);
  const choose = (identity: 'same' | 'other') => {
    setIsOpen(identity === 'other');
    if (identity === 'same') onChange(undefined);
  };
  const rules = mapping?.rules ?? [];
  const setRules = (next: readonly MappingRule[]) => onChange(withRules(mapping, next));
  return (
    <div className={styles.editor}>
      <ChoiceField
        label={t('title')}
        value={isOpen ? 'other' : 'same'}
        choices={[
          { value: 'same', label: t('same'), help: t('sameHelp') },
          { value: 'other', label: t('other'), help: t('otherHelp') },
        ]}
        onChange={choose}
      />
      {isOpen && (
        <>
          <MappingProposals {...{ source, target, rules }} onChoose={setRules} />
          {rules.length === 0 && <p>{t('noRules')}</p>}
          {rules.length > 0 && <Rules rules={rules} onChange={setRules} />}
          {mapping !== undefined && (
            <>
              <ChoiceField
                label={t('unmapped')}
                value={mapping.unmapped}
                choices={(['stop', 'skip', 'keep'] as const).map((value) => ({
                  value,
                  label: t(`unmappedPolicy.${value}`),
                  help: t(`unmappedHelp.${value}`),
                }))}
                onChange={(unmapped) => onChange({ ...mapping, unmapped })}
              />
              <MappingCheckPart {...{ source, target, mapping }} />
            </>
          )}
        </>
      )}
    </div>
  );
}

interface RulesProps {
  readonly rules: readonly MappingRule[];
  readonly onChange: (rules: readonly MappingRule[]) => void;
}

function Rules({ rules, onChange }: RulesProps) {
  const { t } = useTranslation(['mapping', 'words']);
  const titleOf = useTypeTitle();
  return (
    <DataTable
      caption={t('rules')}
      rows={rules}
      rowKey={({ type }) => type}
      columns={[
        { key: 'type', title: t('type'), cell: ({ type }) => titleOf(type) },
        {
          key: 'by',
          title: t('by'),
          cell: ({ by, attribute }) =>
            attribute === undefined ? t(`key.${by}`) : `${t('key.attribute')} (${attribute})`,
        },
        {
          key: 'remove',
          title: t('action'),
          cell: ({ type }) => (
            <Button
              small
              aria-label={t('removeRule', { type: titleOf(type) })}
              onClick={() => onChange(withoutRule(rules, type))}
            >
              {t('words:remove')}
            </Button>
          ),
        },
      ]}
    />
  );
}
