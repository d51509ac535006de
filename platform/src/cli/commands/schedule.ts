import { PlatformError } from '../../model/errors/platform-error.ts';
import type { Language } from '../../model/language.ts';
import { explainReason } from '../../model/run-reason.ts';
import { nextStarts } from '../../schedules/next-starts.ts';
import { parseRecurrence } from '../../schedules/recurrence.ts';
import { parseWindow, spellWindow } from '../../schedules/window.ts';
import { cronInWords, momentInWords } from '../../schedules/words.ts';
import type { Database } from '../../store/database.ts';
import { findUnfinishedRun, listReplications, loadReplication } from '../../store/replication.ts';
import {
  findSchedule,
  listSchedules,
  pauseSchedule,
  removeSchedule,
  type Schedule,
  saveSchedule,
} from '../../store/schedule.ts';
import { listOccurrences, type ScheduleOccurrence } from '../../store/schedule-occurrence.ts';
import type { BusyPolicy } from '../../store/schedule-tables.ts';
import { audited } from '../audited.ts';
import type { Cli } from '../cli.ts';
import { exitCodes } from '../exit-code.ts';
import { renderTable } from '../table.ts';
import { withStore } from '../with-store.ts';

export interface ScheduleOptions {
  readonly timeZone?: string;
  readonly window?: string;
  readonly ifRunning?: BusyPolicy;
}

/** `relais schedule set NAME CRON`: checked now, so that nothing is found out at night. */
export function setScheduleCommand(cli: Cli, name: string, cron: string, options: ScheduleOptions): Promise<number> {
  return withStore(cli, async ({ database }) => {
    const replication = await loadReplication(database, name);
    const address = [replication.sourceReference, replication.targetReference].find((each) => /^https?:/i.test(each));
    if (address !== undefined) throw new PlatformError('SCHEDULE_NEEDS_NAMES', { args: { reference: address } });
    const before = await findSchedule(database, replication.id);
    const now = new Date();
    const zone = options.timeZone ?? before?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
    const window = options.window === undefined ? undefined : parseWindow(options.window);
    const recurrence = parseRecurrence(cron, zone, now);
    const ifRunning = options.ifRunning ?? 'wait';
    const wanted = { replicationId: replication.id, ...recurrence, window, ifRunning };
    const change = { action: 'schedule.set', subject: { kind: 'schedule', name }, before, after: wanted } as const;
    await audited(database, change, (transaction) => saveSchedule(transaction, wanted, now));
    return show(cli, database, name);
  });
}

async function show(cli: Cli, database: Database, name: string): Promise<number> {
  const { id } = await loadReplication(database, name);
  const schedule = await loadSchedule(database, name, id);
  const occurrences = await listOccurrences(database, id, 5);
  const past = occurrences.map((each) => occurrenceLine(cli, each, schedule.timeZone));
  const lines = [name, ...scheduleLines(cli, schedule, new Date()), ...(past.length === 0 ? [] : ['', ...past])];
  cli.terminal.out.write(`${lines.join('\n')}\n`);
  return exitCodes.identical;
}

/** `relais schedule show NAME`. */
export function showScheduleCommand(cli: Cli, name: string, options: { readonly json?: boolean }): Promise<number> {
  return withStore(cli, async ({ database }) => {
    if (!options.json) return show(cli, database, name);
    const { id } = await loadReplication(database, name);
    const schedule = await loadSchedule(database, name, id);
    const next = schedule.isPaused ? [] : nextStarts(schedule, new Date());
    const occurrences = await listOccurrences(database, id);
    cli.terminal.out.write(`${JSON.stringify({ name, ...schedule, next, occurrences })}\n`);
    return exitCodes.identical;
  });
}

/** `relais schedule list`. */
export function listSchedulesCommand(cli: Cli, options: { readonly json?: boolean }): Promise<number> {
  return withStore(cli, async ({ database }) => {
    const names = new Map((await listReplications(database)).map(({ id, name }) => [id, name]));
    const schedules = await listSchedules(database);
    const now = new Date();
    const told = schedules.map((schedule) => ({
      name: names.get(schedule.replicationId) ?? '',
      ...schedule,
      next: schedule.isPaused ? undefined : nextStarts(schedule, now, 1)[0],
    }));
    const text = options.json ? JSON.stringify(told) : renderSchedules(cli, told).join('\n');
    cli.terminal.out.write(`${text}\n`);
    return exitCodes.identical;
  });
}

function renderSchedules(
  cli: Cli,
  schedules: readonly (Schedule & { readonly name: string; readonly next: { readonly startsAt: Date } | undefined })[],
): readonly string[] {
  const say = (fr: string, en: string) => (cli.language === 'fr' ? fr : en);
  if (schedules.length === 0) return [say('Aucun calendrier.', 'No schedule.')];
  const titles = [say('Réplication', 'Replication'), say('Quand', 'When'), say('Prochain départ', 'Next start')];
  return renderTable(
    titles.map((title) => ({ title, align: 'left' })),
    schedules.map((schedule) => [
      schedule.name,
      scheduleWords(schedule, cli.language),
      schedule.next === undefined
        ? say('suspendu', 'paused')
        : momentInWords(schedule.next.startsAt, schedule.timeZone, cli.language),
    ]),
  );
}

/** `relais schedule pause NAME` and `relais schedule resume NAME`. */
export function pauseScheduleCommand(cli: Cli, name: string, isPaused: boolean): Promise<number> {
  return withStore(cli, async ({ database }) => {
    const { id } = await loadReplication(database, name);
    await loadSchedule(database, name, id);
    const subject = { kind: 'schedule', name };
    const change = { action: isPaused ? 'schedule.paused' : 'schedule.set', subject, after: { isPaused } } as const;
    await audited(database, change, (transaction) => pauseSchedule(transaction, id, isPaused, new Date()));
    return show(cli, database, name);
  });
}

/** `relais schedule remove NAME`. A run that the window holds is told: nobody would let it go on. */
export function removeScheduleCommand(cli: Cli, name: string): Promise<number> {
  return withStore(cli, async ({ database }) => {
    const { id } = await loadReplication(database, name);
    const { pausedFor } = await loadSchedule(database, name, id);
    const run = await findUnfinishedRun(database, id);
    const change = { action: 'schedule.removed', subject: { kind: 'schedule', name } } as const;
    await audited(database, change, (transaction) => removeSchedule(transaction, id));
    const held = pausedFor !== undefined && run?.state === 'paused' ? run.id : undefined;
    const say = (fr: string, en: string) => (cli.language === 'fr' ? fr : en);
    const lines = [
      say(`${name} ne s’exécute plus d’elle-même.`, `${name} does not run by itself any more.`),
      ...(held === undefined
        ? []
        : [
            say(
              `L’exécution ${held} reste en pause : relais run resume ${held}`,
              `Run ${held} stays paused: relais run resume ${held}`,
            ),
          ]),
    ];
    cli.terminal.out.write(`${lines.join('\n')}\n`);
    return exitCodes.identical;
  });
}

async function loadSchedule(database: Database, name: string, replicationId: number): Promise<Schedule> {
  const schedule = await findSchedule(database, replicationId);
  if (schedule === undefined) throw new PlatformError('SCHEDULE_UNKNOWN', { args: { name } });
  return schedule;
}

/** `À 22:00 (Africa/Dakar), de 22:00 à 05:00`, in one line. */
export function scheduleWords(schedule: Schedule, language: Language): string {
  const window = schedule.window === undefined ? '' : `, ${windowWords(schedule.window, language)}`;
  return `${cronInWords(schedule.cron, language)} (${schedule.timeZone})${window}`;
}

function windowWords(window: NonNullable<Schedule['window']>, language: Language): string {
  const hours = spellWindow(window);
  return language === 'fr' ? `plage ${hours}` : `window ${hours}`;
}

/** When, on what terms, and the next five occurrences. */
export function scheduleLines(cli: Cli, schedule: Schedule, now: Date): readonly string[] {
  const { language } = cli;
  const say = (fr: string, en: string) => (language === 'fr' ? fr : en);
  const busy =
    schedule.ifRunning === 'wait'
      ? say('une échéance attend la fin de la précédente', 'an occurrence waits for the end of the one before')
      : say(
          'une échéance est sautée tant que la précédente dure',
          'an occurrence is skipped while the one before lasts',
        );
  const words = `  ${scheduleWords(schedule, language)} ; ${busy}`.replace(' ;', say('\u00A0;', ';'));
  if (schedule.isPaused) return [words, say('  suspendu', '  paused')];
  const next = nextStarts(schedule, now).map(({ dueAt, startsAt }) => {
    const due = momentInWords(dueAt, schedule.timeZone, language);
    const start = momentInWords(startsAt, schedule.timeZone, language);
    return `  · ${due}${dueAt.getTime() === startsAt.getTime() ? '' : say(` → départ ${start}`, ` → starts ${start}`)}`;
  });
  return [words, say('  Prochaines échéances\u00A0:', '  Next occurrences:'), ...next];
}

const outcomeWords = {
  waiting: { fr: 'attend', en: 'waits' },
  starting: { fr: 'démarre', en: 'is starting' },
  started: { fr: 'exécution', en: 'run' },
  skipped: { fr: 'sautée', en: 'skipped' },
  failed: { fr: 'n’a pas pu démarrer', en: 'could not start' },
} as const;

function occurrenceLine(cli: Cli, occurrence: ScheduleOccurrence, timeZone: string): string {
  const { language } = cli;
  const merged = language === 'fr' ? 'autres échéances comprises' : 'other occurrences included';
  const parts = [
    outcomeWords[occurrence.outcome][language] + (occurrence.runId === undefined ? '' : ` ${occurrence.runId}`),
    ...(occurrence.reason === undefined ? [] : [explainReason(occurrence.reason, language)]),
    ...(occurrence.merged === 0 ? [] : [`${occurrence.merged} ${merged}`]),
  ];
  return `  ${momentInWords(occurrence.dueAt, timeZone, language)}  ${parts.join(', ')}`;
}
