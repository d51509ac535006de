import { useTranslation } from 'react-i18next';
import { useReach } from '../../api/places.ts';
import type { RunDetail } from '../../api/runs.ts';
import styles from './Findings.module.css';
import { MaskedValues } from './MaskedValues.tsx';

interface MaskedPartProps {
  readonly run: RunDetail;
  readonly findingId: number;
}

/** Masked values are read from the source when they are shown: where it cannot be asked, that is said, and nothing is offered. */
export function MaskedPart({ run: { id, source }, findingId }: MaskedPartProps) {
  const { t } = useTranslation('run');
  const reach = useReach(source);
  if (reach === undefined) return null;
  if (reach === 'instance') return <MaskedValues runId={id} findingId={findingId} />;
  return <p className={styles.words}>{t(reach === 'archive' ? 'unmaskArchive' : 'unmaskGone', { source })}</p>;
}
