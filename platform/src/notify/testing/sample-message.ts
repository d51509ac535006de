import type { NoticeMessage } from '../message.ts';

/** A message as a rule makes it. */
export const sampleMessage: NoticeMessage = {
  id: 'relais-7-mk1',
  language: 'fr',
  severity: 'critical',
  subject: 'production → formation : échec',
  text: 'L’exécution 12 a échoué.\n\n-- Relais, règle « équipe »',
  events: [
    {
      name: 'run.failed',
      severity: 'critical',
      happenedAt: '2026-03-10T10:00:00.000Z',
      run: 12,
      replication: 'nightly',
      args: { run: 12, source: 'production', target: 'formation', code: 'DHIS2_UNREACHABLE' },
    },
  ],
};
