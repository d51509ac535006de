import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import type { Bilingual } from '../model/language.ts';
import { type MappingChoice, parseMapping, unmappedPolicies } from '../replication/mapping/mapping-choice.ts';
import type { SelectionChoice } from '../replication/selection/selection-choice.ts';
import { selectionTexts } from './texts/selection-texts.ts';

/** What was typed to choose what is carried, and how its objects are found on the target. */
export interface SelectionOptions extends MappingOptions {
  readonly type?: readonly string[];
  readonly program?: readonly string[];
  readonly dataSet?: readonly string[];
  readonly group?: readonly string[];
  readonly withRecipients?: boolean;
  readonly orgUnit?: readonly string[];
  readonly period?: string;
  readonly changedSince?: string;
}

export interface MappingOptions {
  readonly map?: readonly string[];
  readonly mapUnmapped?: MappingChoice['unmapped'];
}

/** Adds the options of a selection, and those of a mapping, to a command. */
export function addSelectionOptions(command: Command, say: (text: Bilingual) => string): Command {
  // Repeated rather than separated by commas, which names may hold.
  const repeated = (flags: string, text: Bilingual) =>
    command.addOption(new Option(flags, say(text)).argParser<string[]>((value, before) => [...(before ?? []), value]));
  repeated('--program <program>', selectionTexts.program);
  repeated('--data-set <set>', selectionTexts.dataSet);
  repeated('--group <group>', selectionTexts.group);
  command.addOption(
    new Option('--type <types>', say(selectionTexts.type)).argParser<string[]>((value, before) => [
      ...(before ?? []),
      ...value.split(/[\s,]+/).filter((type) => type !== ''),
    ]),
  );
  command.option('--with-recipients', say(selectionTexts.withRecipients));
  repeated('--org-unit <unit>', selectionTexts.orgUnit);
  command.option('--period <range>', say(selectionTexts.period));
  command.option('--changed-since <date>', say(selectionTexts.changedSince));
  return addMappingOptions(command, say);
}

/** Adds the options of a mapping alone. */
export function addMappingOptions(command: Command, say: (text: Bilingual) => string): Command {
  return command
    .addOption(
      new Option('--map <mapping>', say(selectionTexts.map)).argParser<string[]>((value, before) => [
        ...(before ?? []),
        value,
      ]),
    )
    .addOption(new Option('--map-unmapped <policy>', say(selectionTexts.mapUnmapped)).choices([...unmappedPolicies]));
}

/** The selection of a run; undefined where everything is carried. */
export function parseSelection(options: SelectionOptions): SelectionChoice | undefined {
  const { type, program, dataSet, group, withRecipients, orgUnit, period, changedSince } = options;
  const choice = { types: type, programs: program, dataSets: dataSet, groups: group, orgUnits: orgUnit };
  const given = [...Object.values(choice), period, changedSince].some((each) => each !== undefined);
  if (!given) return undefined;
  const copies = Object.entries(choice).flatMap(([key, values]) => (values === undefined ? [] : [[key, [...values]]]));
  return {
    ...Object.fromEntries(copies),
    ...(withRecipients === true ? { withRecipients } : {}),
    ...(period === undefined ? {} : { period }),
    ...(changedSince === undefined ? {} : { changedSince }),
  };
}

/**
 * The mapping of a run, with absolute paths of its tables: a run may be resumed from another directory.
 * @throws PlatformError MAPPING_INVALID.
 */
export function parseMappingOptions({ map, mapUnmapped }: MappingOptions): MappingChoice | undefined {
  const choice = parseMapping(map, mapUnmapped);
  return choice && { ...choice, tables: choice.tables.map((path) => resolve(path)) };
}
