import type { Bilingual } from '../../model/language.ts';

/** What the help says of the commands that leave runs to workers. */
export const runControlHelp = {
  run: { fr: 'une exécution confiée aux exécutants', en: 'a run that workers carry out' },
  show: { fr: 'ce qu’elle fait, et ce qu’elle a fait', en: 'what it does, and what it has done' },
  pause: { fr: 'la suspendre', en: 'pause it' },
  resume: { fr: 'la faire continuer', en: 'let it go on' },
  cancel: { fr: 'y mettre fin', en: 'end it' },
  retry: { fr: 'essayer à nouveau ce qui a échoué', en: 'try again what failed' },
  watch: { fr: 'la suivre jusqu’à sa fin', en: 'watch it until it ends' },
  plan: {
    fr: 'l’empreinte du plan qu’elle attend de voir approuvé',
    en: 'the digest of the plan that it waits to have approved',
  },
  approve: { fr: 'approuver ce plan, en deuxième personne', en: 'approve that plan, as a second person' },
  reject: { fr: 'refuser ce plan ; rien n’est écrit', en: 'decline that plan; nothing is written' },
  planDigest: { fr: 'l’empreinte du plan qui a été regardé', en: 'the digest of the plan that was looked at' },
  remark: { fr: 'pourquoi, en une ligne', en: 'why, in one line' },
  detach: {
    fr: 'confier l’exécution aux exécutants (relais worker, relais serve) et rendre la main',
    en: 'leave the run to the workers (relais worker, relais serve) and return at once',
  },
  detachThere: {
    fr: 'rendre la main aussitôt ; l’exécution se poursuit sur le service',
    en: 'return at once; the run goes on at the service',
  },
  worker: {
    fr: 'exécuter ce qui attend, jusqu’à Ctrl-C ; plusieurs, sur plusieurs machines, se partagent une exécution',
    en: 'carry out what waits, until Ctrl-C; several, on several machines, share a run',
  },
  jobs: { fr: 'nombre d’exécutions menées de front', en: 'number of runs at a time' },
  serve: {
    fr: 'le service : API REST, planification, avis et un exécutant, jusqu’à Ctrl-C',
    en: 'the service: REST API, schedules, notices and one worker, until Ctrl-C',
  },
  port: { fr: 'port sur lequel écouter ; 0 : un port libre', en: 'port to listen on; 0: one that is free' },
  host: { fr: 'adresse sur laquelle écouter', en: 'address to listen on' },
  tlsCert: { fr: 'certificat (PEM), avec ses intermédiaires', en: 'certificate (PEM), with those above it' },
  tlsKey: { fr: 'clé privée du certificat (PEM)', en: 'private key of the certificate (PEM)' },
  limit: {
    fr: 'ce que toutes les exécutions peuvent demander ensemble à une instance',
    en: 'how much all runs together may ask of an instance',
  },
  connections: { fr: 'requêtes en cours en même temps', en: 'requests under way at a time' },
  perMinute: { fr: 'requêtes par minute', en: 'requests per minute' },
} as const satisfies Record<string, Bilingual>;

/** What these commands say. */
export const runControlTexts = {
  fr: { runIs: (run: number, state: string) => `Exécution ${run} : ${state}` },
  en: { runIs: (run: number, state: string) => `Run ${run}: ${state}` },
} as const;
