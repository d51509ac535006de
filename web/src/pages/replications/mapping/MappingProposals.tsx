import { Button } from '@dhis2-ui/button';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type MappingProposal, proposeMapping } from '../../../api/mappings.ts';
import { DataTable } from '../../../components/DataTable.tsx';
import { Disclosure } from '../../../components/Disclosure.tsx';
import { Loading } from '../../../components/Loading.tsx';
import { ProblemNotice } from '../../../components/ProblemNotice.tsx';
import { useFormats } from '../../../i18n/useFormats.ts';
import { useTypeTitle } from '../../../i18n/useTypeTitle.ts';
import { TypePicker } from '../selection/TypePicker.tsx';
import styles from './Mapping.module.css';
import { type MappingRule, ruleOf, usualTypes, withBest, withoutRule, withRule } from './mapping-rules.ts';

interface MappingProposalsProps {
  readonly source: string;
  readonly target: string;
  readonly rules: readonly MappingRule[];
  readonly onChoose: (rules: readonly MappingRule[]) => void;
}

/** Asks what each possible rule would find, so that somebody chooses by numbers and not by guessing. */
export function MappingProposals({ source, target, rules, onChoose }: MappingProposalsProps) {
  const { t } = useTranslation('mapping');
  const [types, setTypes] = useState<readonly string[]>(usualTypes);
  const search = useMutation({ mutationFn: () => proposeMapping({ source, target }, types) });
  const proposals = search.data ?? [];
  return (
    <>
      <Disclosure summary={t('typesToLookAt', { count: types.length })}>
        <TypePicker instance={source} types={types} onChange={setTypes} />
      </Disclosure>
      <div className={styles.actions}>
        <Button
          loading={search.isPending}
          disabled={types.length === 0 || types.length > mostTypes}
          onClick={() => search.mutate()}
        >
          {t('propose')}
        </Button>
        {proposals.length > 0 && (
          <Button primary onClick={() => onChoose(withBest(rules, proposals))}>
            {t('takeBest')}
          </Button>
        )}
      </div>
      {search.isPending && <Loading text={t('reading')} />}
      <ProblemNotice error={search.error} />
      {proposals.length > 0 && <ProposalTable {...{ proposals, rules, onChoose }} />}
    </>
  );
}

/** So many the service looks at in one go. */
const mostTypes = 20;

interface ProposalTableProps extends Pick<MappingProposalsProps, 'rules' | 'onChoose'> {
  readonly proposals: readonly MappingProposal[];
}

/** A row for each type, with what it could be recognised by, the most found first. */
function ProposalTable({ proposals, rules, onChoose }: ProposalTableProps) {
  const { t } = useTranslation('mapping');
  const { number } = useFormats();
  const titleOf = useTypeTitle();
  const types = [...new Set(proposals.filter(({ objects }) => objects > 0).map(({ type }) => type))];
  const ofType = (type: string) =>
    proposals.filter((each) => each.type === type).toSorted((left, right) => right.matched - left.matched);
  const choose = (type: string, key: string) => {
    const proposal = ofType(type).find((each) => keyOfProposal(each) === key);
    const rule = proposal && ruleOf(proposal);
    onChoose(rule === undefined ? withoutRule(rules, type) : withRule(rules, rule));
  };
  const say = ({ by, attributeName, matched, ambiguous }: MappingProposal) => {
    const key = attributeName === undefined ? t(`key.${by}`) : t('key.named', { name: attributeName });
    const found = t('found', { key, matched: number(matched) });
    return ambiguous === 0 ? found : t('foundAmbiguous', { found, ambiguous: number(ambiguous) });
  };
  return (
    <DataTable
      caption={t('proposals')}
      rows={types}
      rowKey={(type) => type}
      columns={[
        { key: 'type', title: t('type'), cell: (type) => titleOf(type) },
        {
          key: 'objects',
          title: t('onSource'),
          isNumber: true,
          cell: (type) => number(ofType(type)[0]?.objects ?? 0),
        },
        {
          key: 'target',
          title: t('onTarget'),
          isNumber: true,
          cell: (type) => number(ofType(type)[0]?.targetObjects ?? 0),
        },
        {
          key: 'by',
          title: t('by'),
          cell: (type) => (
            <select
              className={styles.select}
              aria-label={t('byOf', { type: titleOf(type) })}
              value={keyOfRule(rules.find((rule) => rule.type === type))}
              onChange={({ target }) => choose(type, target.value)}
            >
              {ofType(type).map((each) => (
                <option key={keyOfProposal(each)} value={keyOfProposal(each)}>
                  {say(each)}
                </option>
              ))}
            </select>
          ),
        },
      ]}
    />
  );
}

const keyOfProposal = ({ by, attribute = '' }: MappingProposal) => `${by} ${attribute}`;
const keyOfRule = (rule: MappingRule | undefined) =>
  rule === undefined ? 'uid ' : `${rule.by} ${rule.attribute ?? ''}`;
