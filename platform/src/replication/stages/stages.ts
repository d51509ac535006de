import type { StageName } from '../../model/ledger.ts';
import type { MetadataType } from '../../model/metadata-object.ts';
import type { EntryClass } from '../entries/entry-class.ts';
import { entryStage, entryVerifier, shareEntryVerification } from '../entries/entry-stage.ts';
import { fileReferences } from '../files/file-references.ts';
import { fileClass } from '../files/wanted-file.ts';
import type { ClassVerifier, RunContext, SharedVerification, Stage } from '../run-context.ts';
import { dataApprovals } from './approvals/data-approvals.ts';
import { lockExceptions } from './approvals/lock-exceptions.ts';
import { minMaxDataElements } from './approvals/min-max-data-elements.ts';
import { completenessStage } from './completeness/stage.ts';
import { shareCompletenessVerification, verifyCompleteness } from './completeness/verify.ts';
import { dataValuesStage } from './data-values/stage.ts';
import { shareDataValuesVerification, verifyDataValues } from './data-values/verify.ts';
import { filesStage } from './files/stage.ts';
import { verifyMetadataFiles } from './files/verify.ts';
import { potentialDuplicates } from './ownership/potential-duplicates.ts';
import { programOwners } from './ownership/program-owners.ts';
import { appsClass } from './settings/apps.ts';
import { configurationClass } from './settings/configuration.ts';
import { databaseLocalesClass } from './settings/database-locales.ts';
import { icons } from './settings/icons.ts';
import { tellNotReplicable } from './settings/not-replicable.ts';
import { settingTranslationsClass } from './settings/setting-translations.ts';
import { staticContent } from './settings/static-content.ts';
import { systemSettingsClass } from './settings/system-settings.ts';
import { userSettingsClass } from './settings/user-settings.ts';
import { dataStoreClass } from './stores/data-store.ts';
import { userDataStoreClass } from './stores/user-data-store.ts';
import { trackerStage } from './tracker/stage.ts';
import { shareTrackerVerification, verifyTracker } from './tracker/verify.ts';

/** A stage, how its classes are verified, and the names by which `--only` picks them. */
export interface CarryingStage {
  readonly stage: Stage;
  readonly verify: ClassVerifier;
  /** The same in pieces; one piece when absent. */
  shareVerification?(context: RunContext): Promise<SharedVerification>;
  readonly classes: readonly string[];
  /** Metadata types that need the stage, so that picking one of them picks it too. */
  readonly servedTypes?: readonly MetadataType[] | undefined;
  /** The kinds of entries that it carries, for those who delete them. */
  readonly entryClasses?: readonly EntryClass[] | undefined;
}

/** What has to be there before the metadata that refer to it. */
export const stagesBeforeMetadata: readonly CarryingStage[] = [
  {
    stage: filesStage,
    verify: verifyMetadataFiles,
    classes: [fileClass],
    servedTypes: fileReferences.map(({ type }) => type),
  },
];

/** The stages that carry data, in their order; metadata are there by then. */
export const stagesAfterMetadata: readonly CarryingStage[] = [
  {
    stage: dataValuesStage,
    verify: verifyDataValues,
    shareVerification: shareDataValuesVerification,
    classes: ['dataValues'],
  },
  {
    stage: completenessStage,
    verify: verifyCompleteness,
    shareVerification: shareCompletenessVerification,
    classes: ['completeDataSetRegistrations'],
  },
  {
    stage: trackerStage,
    verify: verifyTracker,
    shareVerification: shareTrackerVerification,
    classes: ['trackedEntities', 'enrollments', 'events', 'relationships'],
  },
  entries('ownership', [programOwners, potentialDuplicates]),
  entries('stores', [dataStoreClass, userDataStoreClass]),
  andThen(
    entries('settings', [
      databaseLocalesClass,
      systemSettingsClass,
      settingTranslationsClass,
      configurationClass,
      userSettingsClass,
      appsClass,
      staticContent,
      icons,
    ]),
    tellNotReplicable,
  ),
  // Last: approving locks, and takes acceptances only once the setting for them is there.
  entries('approvals', [minMaxDataElements, lockExceptions, dataApprovals]),
].filter(({ classes }) => classes.length > 0);

/** The stages of a run in their order, for those who watch it. */
export const stagesOfARun: readonly StageName[] = [
  'preflight',
  'plan',
  ...stagesBeforeMetadata.map(({ stage }) => stage.name),
  'metadata',
  ...stagesAfterMetadata.map(({ stage }) => stage.name),
  'deletions',
  'afterwards',
  'verification',
];

/** Every class of things that a run carries beside the metadata types, in the order of the stages. */
export const carriedClasses: readonly string[] = [...stagesBeforeMetadata, ...stagesAfterMetadata].flatMap(
  ({ classes }) => classes,
);

function entries(name: 'approvals' | 'ownership' | 'stores' | 'settings', kinds: readonly EntryClass[]): CarryingStage {
  return {
    stage: entryStage(name, kinds),
    verify: entryVerifier(kinds),
    shareVerification: shareEntryVerification(kinds),
    classes: kinds.map(({ kind }) => kind),
    entryClasses: kinds,
  };
}

/** A stage that does one thing more at its end. */
function andThen(carrying: CarryingStage, more: Stage['run']): CarryingStage {
  const { stage } = carrying;
  const run: Stage['run'] = async (context) => {
    await stage.run(context);
    await more(context);
  };
  return { ...carrying, stage: { name: stage.name, run } };
}
