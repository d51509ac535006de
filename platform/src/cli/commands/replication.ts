import { PlatformError } from '../../model/errors/platform-error.ts';
import { formatDateTime } from '../../model/formats.ts';
import type { RunOptions } from '../../replication/run-context.ts';
import { parseRunOptions } from '../../replication/run-options.ts';
import type { WantedReplication } from '../../replication/topology/assert-no-loop.ts';
import {
  addReplication,
  forgetReplication,
  redefineReplication,
} from '../../replication/topology/define-replication.ts';
import { stateWords, verdictWords } from '../../report/words.ts';
import { archiveDirectory, wholeReference } from '../../runs/resolve-reference.ts';
import { trueState } from '../../runs/true-state.ts';
import type { Database } from '../../store/database.ts';
import { findInstance } from '../../store/instance.ts';
import { listReplications, loadReplication, type Replication } from '../../store/replication.ts';
import { listRunsOfReplication, type Run } from '../../store/run.ts';
import { findRunsInUse } from '../../store/run-lock.ts';
import { findSchedule, type Schedule } from '../../store/schedule.ts';
import { audited } from '../audited.ts';
import type { Cli } from '../cli.ts';
import { exitCodes } from '../exit-code.ts';
import { parseInstanceUrl } from '../resolve-instance.ts';
import { carryOutIn } from '../run/carry-out.ts';
import { spellOptionLine } from '../spell-options.ts';
import { renderTable } from '../table.ts';
import { tellLines } from '../tell-lines.ts';
import { withStore } from '../with-store.ts';
import { type RunCommandOptions, readRunOptions } from './replicate.ts';
import { detach } from './run-control.ts';
import { scheduleLines, scheduleWords } from './schedule.ts';

/** `relais replication add NAME SOURCE TARGET`: a definition; nothing is spoken to. */
export function addReplicationCommand(
  cli: Cli,
  name: string,
  source: string,
  target: string,
  options: RunCommandOptions,
): Promise<number> {
  return withStore(cli, async ({ database }) => {
    const wanted = {
      name,
      sourceReference: await knownReference(database, source, 'SOURCE'),
      targetReference: await knownReference(database, target, 'TARGET'),
      options: readRunOptions(options),
    };
    const change = { action: 'replication.added', subject: { kind: 'replication', name }, after: wanted } as const;
    await audited(database, change, (transaction) => addReplication(transaction, wanted));
    tell(cli, {
      fr: `${name} est définie (${source} → ${target}). L’exécuter : relais replication run ${name}`,
      en: `${name} is defined (${source} → ${target}). Run it: relais replication run ${name}`,
    });
    return exitCodes.identical;
  });
}

export interface ChangeOptions extends RunCommandOptions {
  readonly name?: string;
  readonly source?: string;
  readonly target?: string;
  readonly everything?: boolean;
}

/** `relais replication change NAME`: what is given takes the place of what was, option by option. */
export function changeReplicationCommand(cli: Cli, name: string, options: ChangeOptions): Promise<number> {
  return withStore(cli, async ({ database }) => {
    const before = await loadReplication(database, name);
    const { source, target } = options;
    const wanted: WantedReplication = {
      name: options.name ?? name,
      sourceReference: source === undefined ? before.sourceReference : await knownReference(database, source, 'SOURCE'),
      targetReference: target === undefined ? before.targetReference : await knownReference(database, target, 'TARGET'),
      options: changedOptions(before.options, options),
    };
    const subject = { kind: 'replication', name };
    const { sourceReference, targetReference } = before;
    const was = { name, sourceReference, targetReference, options: before.options };
    const change = { action: 'replication.changed', subject, before: was, after: wanted } as const;
    await audited(database, change, (transaction) => redefineReplication(transaction, name, wanted));
    return tellLines(cli, describeReplication(cli, wanted));
  });
}

/** The options that a replication is to have: what was typed takes the place of what was; in a selection each of its parts does. */
export function changedOptions(kept: unknown, typed: ChangeOptions): RunOptions {
  const before: RunOptions = typed.everything ? { dryRun: false } : parseRunOptions(kept);
  const given = readRunOptions(typed);
  const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const selection = given.selection && { ...before.selection, ...given.selection };
  return { ...before, ...set, dryRun: typed.dryRun ?? before.dryRun, ...(selection ? { selection } : {}) };
}

/** `relais replication list`. */
export function listReplicationsCommand(cli: Cli, options: { readonly json?: boolean }): Promise<number> {
  return withStore(cli, async ({ database }) => {
    const replications = await listReplications(database);
    if (options.json) cli.terminal.out.write(`${JSON.stringify(replications)}\n`);
    else cli.terminal.out.write(`${(await renderReplications(cli, database, replications)).join('\n')}\n`);
    return exitCodes.identical;
  });
}

async function renderReplications(cli: Cli, database: Database, replications: readonly Replication[]) {
  const say = (fr: string, en: string) => (cli.language === 'fr' ? fr : en);
  if (replications.length === 0) {
    return [
      say(
        'Aucune réplication. En définir une\u00A0: relais replication add NOM SOURCE CIBLE',
        'No replication. Define one: relais replication add NAME SOURCE TARGET',
      ),
    ];
  }
  const rows = await Promise.all(
    replications.map(async (replication) => {
      const schedule = await findSchedule(database, replication.id);
      const [last] = await listRunsOfReplication(database, replication.id, 1);
      return [
        replication.name,
        `${replication.sourceReference} → ${replication.targetReference}`,
        whenWords(cli, replication, schedule),
        last === undefined ? '' : await runWords(cli, database, last),
      ];
    }),
  );
  const titles = [say('Nom', 'Name'), say('Instances', 'Instances'), say('Quand', 'When'), say('Dernière', 'Last')];
  return renderTable(
    titles.map((title) => ({ title, align: 'left' })),
    rows,
  );
}

/** When it runs: by hand, as its schedule says, whenever something changes. */
function whenWords(cli: Cli, { follow }: Replication, schedule: Schedule | undefined): string {
  const say = (fr: string, en: string) => (cli.language === 'fr' ? fr : en);
  const words = [
    ...(schedule === undefined ? [] : [scheduleWords(schedule, cli.language)]),
    ...(follow === undefined ? [] : [say('suit la source', 'follows the source')]),
  ];
  return words.length === 0 ? say('à la main', 'by hand') : words.join(' · ');
}

/** `12, terminée : IDENTIQUE`. */
async function runWords(cli: Cli, database: Database, run: Run): Promise<string> {
  const state = stateWords[trueState(run, await findRunsInUse(database))][cli.language];
  const verdict = run.outcome && verdictWords(run.outcome.verdict, run.outcome.findings, cli.language);
  return [`${run.id}`, state, verdict === undefined ? '' : verdict.word].filter((word) => word !== '').join(', ');
}

/** `relais replication show NAME`. */
export function showReplicationCommand(cli: Cli, name: string, options: { readonly json?: boolean }): Promise<number> {
  return withStore(cli, async ({ database }) => {
    const replication = await loadReplication(database, name);
    const schedule = await findSchedule(database, replication.id);
    const runs = await listRunsOfReplication(database, replication.id, 5);
    if (options.json) cli.terminal.out.write(`${JSON.stringify({ ...replication, schedule, runs })}\n`);
    else {
      const wanted = { ...replication, options: parseRunOptions(replication.options) };
      const told = await Promise.all(
        runs.map(
          async (run) => `  ${formatDateTime(run.createdAt, cli.language)}  ${await runWords(cli, database, run)}`,
        ),
      );
      const followed = replication.follow ? [`  ${whenWords(cli, replication, undefined)}`] : [];
      const lines = [
        ...describeReplication(cli, wanted),
        ...followed,
        ...(schedule ? scheduleLines(cli, schedule, new Date()) : []),
        ...told,
      ];
      cli.terminal.out.write(`${lines.join('\n')}\n`);
    }
    return exitCodes.identical;
  });
}

/** What is copied from where to where, with the options as one would type them. */
export function describeReplication(
  cli: Cli,
  { name, sourceReference, targetReference, options }: WantedReplication,
): readonly string[] {
  const line = spellOptionLine(options);
  const all = cli.language === 'fr' ? 'tout' : 'everything';
  return [`${name}: ${sourceReference} → ${targetReference}`, `  ${line === '' ? all : line}`];
}

/** `relais replication remove NAME`. */
export function removeReplicationCommand(cli: Cli, name: string): Promise<number> {
  return withStore(cli, async ({ database }) => {
    const change = { action: 'replication.removed', subject: { kind: 'replication', name } } as const;
    await audited(database, change, (transaction) => forgetReplication(transaction, name));
    tell(cli, {
      fr: `${name} est oubliée, calendrier compris. Ses exécutions restent dans relais runs.`,
      en: `${name} is forgotten, schedule included. Its runs stay in relais runs.`,
    });
    return exitCodes.identical;
  });
}

/** `relais replication run NAME`: now, as `relais replicate` does with the same options; by the workers with `--detach`. */
export function runReplicationCommand(
  cli: Cli,
  name: string,
  options: { readonly yes?: boolean; readonly json?: boolean; readonly detach?: boolean },
): Promise<number> {
  return withStore(cli, async (store) => {
    const replication = await loadReplication(store.database, name);
    const order = {
      mode: 'replicate',
      source: replication.sourceReference,
      target: replication.targetReference,
      options: parseRunOptions(replication.options),
      isConfirmed: options.yes ?? false,
      isJson: options.json ?? false,
      replicationId: replication.id,
    } as const;
    return options.detach === true ? detach(cli, order) : carryOutIn(cli, store, order);
  });
}

/** A reference that can be opened, as far as that shows without opening it. */
async function knownReference(database: Database, reference: string, role: 'SOURCE' | 'TARGET'): Promise<string> {
  if (archiveDirectory(reference) !== undefined) return wholeReference(reference);
  if (reference.includes('://')) return parseInstanceUrl(reference, role);
  const found = await findInstance(database, reference);
  if (!found) throw new PlatformError('INSTANCE_NAME_UNKNOWN', { args: { name: reference } });
  return reference;
}

function tell(cli: Cli, text: { readonly fr: string; readonly en: string }): void {
  cli.terminal.out.write(`${text[cli.language]}\n`);
}
