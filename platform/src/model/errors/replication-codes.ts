import type { ErrorDefinition } from './codes.ts';

/** Failures that stop a run. */
export const replicationCodes = {
  RUN_CANCELLED: {
    en: {
      message: 'The run was cancelled.',
      hint: 'Go on with `relais resume {run}`.',
    },
    fr: {
      message: 'L’exécution a été annulée.',
      hint: 'Continuer avec `relais resume {run}`.',
    },
  },
  /** `--only` names what is no type of the source. */
  TYPE_NAME_UNKNOWN: {
    en: {
      message: 'The source has no type called {names}.',
      hint: 'Names are those of /api/schemas (dataElements, organisationUnits …), of the data (dataValues, trackedEntities …), or metadata, data, tracker, completeness.',
    },
    fr: {
      message: 'La source n’a pas de type appelé {names}.',
      hint: 'Les noms sont ceux de /api/schemas (dataElements, organisationUnits …), ceux des données (dataValues, trackedEntities …), ou metadata, data, tracker, completeness.',
    },
  },
  /** `--apps-from` names a folder that cannot be read, or holds a broken archive. */
  APPS_FOLDER_UNREADABLE: {
    en: {
      message: 'The archives of apps in {folder} cannot be read.',
      hint: 'Name a folder with zip files as the App Hub offers them, and look whether you may read it.',
    },
    fr: {
      message: 'Impossible de lire les archives d’applications du dossier {folder}.',
      hint: 'Indiquer un dossier contenant des fichiers zip tels que l’App Hub les propose, et vérifier les droits de lecture.',
    },
  },
} satisfies Record<string, ErrorDefinition>;
