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

function ProposalTable({ proposals, rules, onChoose }: ProposalTableProps) {
  const { t } = useTranslation('mapping');
  const { number } = useFormats();
  const titleOf = useTypeTitle();
  const take = (proposal: MappingProposal) => {
    const rule = ruleOf(proposal);
    onChoose(rule === undefined ? withoutRule(rules, proposal.type) : withRule(rules, rule));
  };
  const keyTitle = ({ by, attributeName }: MappingProposal) =>
    attributeName === undefined ? t(`key.${by}`) : `${t('key.attribute')} « ${attributeName} »`;
  return (
    <DataTable
      caption={t('proposals')}
      rows={proposals.filter(({ objects }) => objects > 0)}
      rowKey={({ type, by, attribute = '' }) => `${type} ${by} ${attribute}`}
      columns={[
        { key: 'type', title: t('type'), cell: ({ type }) => titleOf(type) },
        {
          key: 'by',
          title: t('by'),
          cell: (each) => (each.isBest ? <strong>{`${keyTitle(each)} · ${t('best')}`}</strong> : keyTitle(each)),
        },
        {
          key: 'matched',
          title: t('matched'),
          isNumber: true,
          cell: ({ matched, objects }) => t('of', { part: number(matched), whole: number(objects) }),
        },
        { key: 'ambiguous', title: t('ambiguous'), isNumber: true, cell: ({ ambiguous }) => number(ambiguous) },
        { key: 'unmatched', title: t('unmatched'), isNumber: true, cell: ({ unmatched }) => number(unmatched) },
        {
          key: 'take',
          title: t('action'),
          cell: (each) => (
            <Button
              small
              aria-label={t('takeThis', { type: titleOf(each.type), key: keyTitle(each) })}
              onClick={() => take(each)}
            >
              {t('take')}
            </Button>
          ),
        },
      ]}
    />
  );
}
