import { formatDateTime, formatNumber } from '../../model/formats.ts';
import type { Bilingual, Language } from '../../model/language.ts';
import type { Held } from '../../runs/hold-restored.ts';
import { spellDuration } from '../parse-duration.ts';

/** What the help says of backups. */
export const backupHelp = {
  backup: {
    fr: 'sauvegarder la base de Relais dans un fichier, pendant que le service travaille',
    en: 'back up the database of Relais into a file, while the service works',
  },
  restore: {
    fr: 'restaurer une sauvegarde dans une base vide ; rien n’y recommence de soi-même',
    en: 'restore a backup into an empty database; nothing in it goes on by itself',
  },
  file: { fr: 'fichier de la sauvegarde (gzip)', en: 'file of the backup (gzip)' },
  withKey: {
    fr: 'y mettre aussi les clés du coffre, en clair : qui lit le fichier lit tous les mots de passe enregistrés',
    en: 'put the keys of the vault in it too, in clear: whoever reads the file reads every stored password',
  },
  check: { fr: 'relire le fichier en entier, sans rien restaurer', en: 'read the whole file, and restore nothing' },
  goOn: {
    fr: 'laisser les exécutions et les planifications continuer : quand l’autre Relais n’existe plus',
    en: 'let runs and schedules go on as they were: when the other Relais is no more',
  },
} as const satisfies Record<string, Bilingual>;

/** What these commands say. */
export const backupTexts = { fr: textsIn('fr'), en: textsIn('en') } as const;

function textsIn(language: Language) {
  const say = (fr: string, en: string) => (language === 'fr' ? fr : en);
  const number = (count: number) => formatNumber(count, language);
  const at = (moment: string) => formatDateTime(new Date(moment), language);
  return {
    taken: (file: string, rows: number) =>
      say(`Sauvegarde ${file} : ${number(rows)} lignes.`, `Backup ${file}: ${number(rows)} rows.`),
    holdsKey: say(
      'Les clés du coffre y sont, en clair : qui lit ce fichier lit tous les mots de passe enregistrés.',
      'The keys of the vault are in it, in clear: whoever reads this file reads every stored password.',
    ),
    holdsNoKey: (file: string) =>
      say(
        `Les clés du coffre n’y sont pas : garder ailleurs ${file}, ou RELAIS_KEY. Sans elles, les mots de passe enregistrés sont perdus.`,
        `The keys of the vault are not in it: keep ${file}, or RELAIS_KEY, elsewhere. Without them the stored passwords are lost.`,
      ),
    whole: (file: string, rows: number, takenAt: string, holdsKey: boolean) =>
      say(
        `${file} est entier : ${number(rows)} lignes, sauvegarde du ${at(takenAt)}${holdsKey ? ', avec les clés du coffre' : ''}.`,
        `${file} is whole: ${number(rows)} rows, taken on ${at(takenAt)}${holdsKey ? ', with the keys of the vault' : ''}.`,
      ),
    restored: (rows: number, takenAt: string) =>
      say(
        `Restaurée : ${number(rows)} lignes, telles qu’elles étaient le ${at(takenAt)}.`,
        `Restored: ${number(rows)} rows, as they were on ${at(takenAt)}.`,
      ),
    held: ({ runs, schedules, followed }: Held): readonly string[] => [
      ...(runs.length === 0
        ? []
        : [
            say(
              `Exécutions en pause : ${runs.join(', ')} (relais run resume N).`,
              `Runs that are paused: ${runs.join(', ')} (relais run resume N).`,
            ),
          ]),
      ...(schedules.length === 0
        ? []
        : [
            say(
              `Planifications suspendues : ${schedules.join(', ')} (relais schedule resume NOM).`,
              `Schedules that are paused: ${schedules.join(', ')} (relais schedule resume NAME).`,
            ),
          ]),
      ...followed.map(({ name, everyMs, fullEveryMs }) => {
        const command = `relais replication follow ${name} --every ${spellDuration(everyMs)} --full-every ${spellDuration(fullEveryMs)}`;
        return say(
          `${name} ne suit plus sa source (${command}).`,
          `${name} does not follow its source any more (${command}).`,
        );
      }),
    ],
    nobodyLoggedIn: say(
      'Personne n’est connecté ; les invitations sont à refaire.',
      'Nobody is logged in; invitations are to be given again.',
    ),
    secrets: (readable: number, unreadable: readonly string[]) =>
      unreadable.length === 0
        ? say(`Secrets lisibles : tous les ${number(readable)}.`, `Secrets that can be read: all ${number(readable)}.`)
        : say(
            `Secrets illisibles avec les clés connues : ${unreadable.join(', ')}.`,
            `Secrets that the known keys cannot read: ${unreadable.join(', ')}.`,
          ),
    keyMissing: (file: string) =>
      say(
        `Les clés du coffre manquent : remettre ${file} (chmod 600) ou RELAIS_KEY avant de démarrer le service.`,
        `The keys of the vault are missing: put ${file} back (chmod 600), or RELAIS_KEY, before the service starts.`,
      ),
  };
}
