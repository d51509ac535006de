import { healthSchema } from '@relais/contract/health.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { ask } from '../api/ask.ts';
import { reportConnection, useConnectionLost } from '../api/connection.ts';
import { useAnnounce } from '../components/Announcer.tsx';
import styles from './ConnectionNotice.module.css';

const everyMs = 3_000;

/** Says that the service does not answer, asks until it does, and then brings the page up to date. */
export function ConnectionNotice() {
  const { t } = useTranslation('layout');
  const isLost = useConnectionLost();
  const announce = useAnnounce();
  const client = useQueryClient();
  useEffect(() => {
    const lose = () => reportConnection(false);
    window.addEventListener('offline', lose);
    return () => window.removeEventListener('offline', lose);
  }, []);
  useEffect(() => {
    if (!isLost) return;
    const asked = new AbortController();
    const timer = setInterval(() => {
      ask(healthSchema, '/health/live', { signal: asked.signal }).catch((error: unknown) => {
        // It answered, if only that it is not well yet.
        if (!asked.signal.aborted && !(error instanceof Error && error.name === 'ConnectionLost'))
          reportConnection(true);
      });
    }, everyMs);
    return () => {
      asked.abort();
      clearInterval(timer);
      announce(t('connectionBack'));
      void client.invalidateQueries();
    };
  }, [isLost, announce, client, t]);
  if (!isLost) return null;
  return (
    <div role="alert" className={styles.notice}>
      {t('connectionLost')}
    </div>
  );
}
