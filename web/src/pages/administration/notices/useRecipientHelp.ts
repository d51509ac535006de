import { useTranslation } from 'react-i18next';
import type { ChannelKind } from '../../../api/notices.ts';

/** As the messages of DHIS2 are addressed (docs/notices.md). */
const dhis2Recipients = 'user:UID, userGroup:UID, orgUnit:UID';

/** How a recipient is written for a kind of channel. */
export function useRecipientHelp(): (kind: ChannelKind) => string {
  const { t } = useTranslation('notices');
  return (kind) => (kind === 'dhis2' ? `${t('recipientHelp.dhis2')} ${dhis2Recipients}` : t(`recipientHelp.${kind}`));
}
