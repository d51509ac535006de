import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type Piece, piecesQuery } from '../../api/runs.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { Disclosure } from '../../components/Disclosure.tsx';
import { Loading } from '../../components/Loading.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { useFormats } from '../../i18n/useFormats.ts';
import { useStageTitle } from '../../i18n/useStageTitle.ts';
import type { fr } from '../../texts/fr/fr.ts';

/** More rows than these help nobody who looks at a page. */
const mostPieces = 300;

/** The parts of a run that workers share, on demand. */
export function Pieces({ runId }: { readonly runId: number }) {
  const { t } = useTranslation('run');
  return (
    <Disclosure summary={t('piecesShow')}>
      <p>{t('piecesText')}</p>
      <PieceTable runId={runId} />
    </Disclosure>
  );
}

type PieceState = keyof (typeof fr)['run']['pieceStates'];

function PieceTable({ runId }: { readonly runId: number }) {
  const { t, i18n } = useTranslation('run');
  const { number } = useFormats();
  const stageTitle = useStageTitle();
  const { data, error, isPending } = useQuery(piecesQuery(runId, mostPieces));
  const stateOf = ({ state }: Piece) =>
    i18n.exists(`pieceStates.${state}`, { ns: 'run' }) ? t(`pieceStates.${state as PieceState}`) : state;
  return (
    <>
      <ProblemNotice error={error} />
      {isPending && <Loading />}
      {data !== undefined && data.items.length >= mostPieces && <p>{t('piecesFirst', { count: mostPieces })}</p>}
      {data !== undefined && (
        <DataTable
          caption={t('pieces')}
          rows={data.items}
          rowKey={({ id }) => id}
          columns={[
            { key: 'step', title: t('pieceStage'), cell: ({ step }) => stageTitle(step) },
            { key: 'key', title: t('piece'), cell: ({ key }) => (key === '*' ? t('pieceWhole') : <code>{key}</code>) },
            { key: 'state', title: t('pieceState'), cell: stateOf },
            { key: 'attempts', title: t('pieceAttempts'), isNumber: true, cell: ({ attempts }) => number(attempts) },
            { key: 'failure', title: t('pieceFailure'), cell: ({ failure }) => failure?.text ?? '–' },
          ]}
        />
      )}
    </>
  );
}
