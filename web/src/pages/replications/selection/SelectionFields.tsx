import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CheckField } from '../../../components/CheckField.tsx';
import { ChoiceField } from '../../../components/ChoiceField.tsx';
import { Disclosure } from '../../../components/Disclosure.tsx';
import {
  type ClassWord,
  chosenClasses,
  classWords,
  namesOtherClasses,
  type RunOptions,
  type Selection,
  withOption,
  withSelection,
} from '../draft/draft-options.ts';
import { ObjectPicker } from './ObjectPicker.tsx';
import { OrgUnitTree } from './OrgUnitTree.tsx';
import { PeriodFields } from './PeriodFields.tsx';
import styles from './Selection.module.css';
import { TypePicker } from './TypePicker.tsx';

interface SelectionFieldsProps {
  readonly source: string;
  readonly options: RunOptions;
  readonly onChange: (options: RunOptions) => void;
}

/** What of the source is carried: everything, or a part that somebody puts together. */
export function SelectionFields({ source, options, onChange }: SelectionFieldsProps) {
  const { t } = useTranslation('selection');
  const isRestricted = options.selection !== undefined || options.only !== undefined;
  const [isOpen, setIsOpen] = useState(isRestricted);
  const choose = (extent: 'all' | 'part') => {
    setIsOpen(extent === 'part');
    if (extent === 'all') onChange(withOption(withOption(options, 'selection', undefined), 'only', undefined));
  };
  return (
    <div className={styles.group}>
      <ChoiceField
        label={t('extent')}
        value={isOpen ? 'part' : 'all'}
        choices={[
          { value: 'all', label: t('everything'), help: t('everythingHelp') },
          { value: 'part', label: t('part'), help: t('partHelp') },
        ]}
        onChange={choose}
      />
      {isOpen && <Parts {...{ source, options, onChange }} />}
    </div>
  );
}

function Parts({ source, options, onChange }: SelectionFieldsProps) {
  const { t } = useTranslation('selection');
  const selection: Selection = options.selection ?? {};
  const { programs = [], dataSets = [], types = [], orgUnits = [], groups = [] } = selection;
  const set = (change: Partial<Selection>) => onChange(withSelection(options, change));
  return (
    <>
      <ClassBoxes {...{ options, onChange }} />
      <Disclosure summary={t('programs', { count: programs.length })}>
        <ObjectPicker
          instance={source}
          type="programs"
          label={t('searchPrograms')}
          words={programs}
          onChange={(words) => set({ programs: [...words] })}
        />
      </Disclosure>
      <Disclosure summary={t('dataSets', { count: dataSets.length })}>
        <ObjectPicker
          instance={source}
          type="dataSets"
          label={t('searchDataSets')}
          words={dataSets}
          onChange={(words) => set({ dataSets: [...words] })}
        />
      </Disclosure>
      <Disclosure summary={t('types', { count: types.length })}>
        <TypePicker instance={source} types={types} onChange={(words) => set({ types: [...words] })} />
      </Disclosure>
      <Disclosure summary={t('orgUnits', { count: orgUnits.length })}>
        <OrgUnitTree instance={source} words={orgUnits} onChange={(words) => set({ orgUnits: [...words] })} />
      </Disclosure>
      <PeriodFields period={selection.period} onChange={(period) => set({ period: period ?? '' })} />
      {groups.length > 0 && <p className={styles.note}>{t('groups', { groups: groups.join(', ') })}</p>}
      <CheckField
        label={t('withRecipients')}
        help={t('withRecipientsHelp')}
        isChecked={selection.withRecipients === true}
        onChange={(withRecipients) => set({ withRecipients })}
      />
    </>
  );
}

function ClassBoxes({ options, onChange }: Omit<SelectionFieldsProps, 'source'>) {
  const { t } = useTranslation('selection');
  if (namesOtherClasses(options)) {
    return <p className={styles.note}>{t('onlyNamed', { names: options.only?.join(', ') ?? '' })}</p>;
  }
  const chosen = chosenClasses(options);
  const toggle = (word: ClassWord, isChosen: boolean) => {
    const next = classWords.filter((each) => (each === word ? isChosen : chosen.includes(each)));
    onChange(withOption(options, 'only', next.length === classWords.length || next.length === 0 ? undefined : next));
  };
  return (
    <fieldset className={styles.classes}>
      <legend>{t('classes')}</legend>
      {classWords.map((word) => (
        <CheckField
          key={word}
          label={t(`class.${word}`)}
          isChecked={chosen.includes(word)}
          onChange={(isChosen) => toggle(word, isChosen)}
        />
      ))}
      <p className={styles.note}>{t('classesHelp')}</p>
    </fieldset>
  );
}
