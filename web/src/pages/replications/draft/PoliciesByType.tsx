import { Button } from '@dhis2-ui/button';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { typesQuery } from '../../../api/instances.ts';
import { Disclosure } from '../../../components/Disclosure.tsx';
import { SelectField } from '../../../components/SelectField.tsx';
import { useTypeTitle } from '../../../i18n/useTypeTitle.ts';
import styles from '../Replications.module.css';
import { type Policies, typesToChoose, withoutType, withPolicy } from './policies-by-type.ts';

interface PoliciesByTypeProps<Policy extends string> {
  readonly source: string;
  readonly summary: string;
  readonly help: string;
  readonly policies: Policies<Policy>;
  /** What may be chosen, each in words. */
  readonly choices: readonly { readonly value: Policy; readonly label: string }[];
  /** Kinds of things that are no metadata, and have a policy, too. */
  readonly others?: readonly string[];
  readonly onChange: (policies: Policies<Policy>) => void;
}

/** Types that are treated in another way than the rest, a row each. */
export function PoliciesByType<Policy extends string>({ summary, help, ...more }: PoliciesByTypeProps<Policy>) {
  const named = Object.keys(more.policies).filter((type) => type !== '*').length;
  return (
    <Disclosure summary={named === 0 ? summary : `${summary} (${named})`}>
      <p>{help}</p>
      <Rows {...more} />
    </Disclosure>
  );
}

type RowsProps<Policy extends string> = Omit<PoliciesByTypeProps<Policy>, 'summary' | 'help'>;

function Rows<Policy extends string>({ source, policies, choices, others = [], onChange }: RowsProps<Policy>) {
  const { t, i18n } = useTranslation(['replications', 'words']);
  const titleOf = useTypeTitle();
  const known = useQuery(typesQuery(source)).data?.items.map(({ type }) => type) ?? [];
  const byTitle = (left: { label: string }, right: { label: string }) =>
    left.label.localeCompare(right.label, i18n.language);
  const named = Object.entries(policies).filter(([type]) => type !== '*');
  const free = typesToChoose([...others, ...known], policies).map((type) => ({ value: type, label: titleOf(type) }));
  const [first] = choices;
  return (
    <div className={styles.stack}>
      {named.map(([type, policy]) => (
        <div key={type} className={styles.policy}>
          <SelectField
            label={titleOf(type)}
            value={policy}
            choices={choices}
            onChange={(value) => onChange(withPolicy(policies, type, choices, value))}
          />
          <Button
            aria-label={t('removePolicy', { type: titleOf(type) })}
            onClick={() => onChange(withoutType(policies, type))}
          >
            {t('words:remove')}
          </Button>
        </div>
      ))}
      <SelectField
        label={t('addPolicy')}
        value=""
        choices={[{ value: '', label: t('choose') }, ...free.toSorted(byTitle)]}
        onChange={(type) => first !== undefined && onChange(withPolicy(policies, type, choices, first.value))}
      />
    </div>
  );
}
