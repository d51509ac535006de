import { PlatformError } from '../../model/errors/platform-error.ts';
import { formatNumber } from '../../model/formats.ts';
import {
  type MappingProblem,
  mappingProblems,
  type ResolvedMapping,
} from '../../replication/mapping/mapping-result.ts';
import { resolveMapping } from '../../replication/mapping/resolve-mapping.ts';
import type { Cli } from '../cli.ts';
import { exitCodes } from '../exit-code.ts';
import { resolveInstance } from '../resolve-instance.ts';
import { type MappingOptions, parseMappingOptions } from '../selection-options.ts';
import { renderTable } from '../table.ts';
import { mappingProblemWords, mappingTitles } from '../texts/selection-texts.ts';

export interface MappingCheckOptions extends MappingOptions {
  readonly json?: boolean;
}

/** How many problems of each kind and type are named to people; programs are given all. */
const toldByName = 20;

/** `relais mapping check SOURCE TARGET --map …`: who stands for whom, and what is unmapped, doubled or ambiguous; writes nothing. */
export async function checkMapping(
  cli: Cli,
  source: string,
  target: string,
  options: MappingCheckOptions,
): Promise<number> {
  const choice = parseMappingOptions(options);
  if (choice === undefined) throw new PlatformError('MAPPING_INVALID', { args: { mapping: '--map' } });
  const store = await cli.openStore();
  try {
    const [from, to] = [
      await resolveInstance(cli, store, source, 'SOURCE'),
      await resolveInstance(cli, store, target, 'TARGET'),
    ];
    const pair = await cli.connectBoth(from, to, () => undefined, 'partialSource');
    try {
      const resolved = await resolveMapping({ ...pair, signal: cli.signal }, choice);
      const text = options.json ? JSON.stringify(forPrograms(resolved)) : describe(resolved, cli).join('\n');
      cli.terminal.out.write(`${text}\n`);
      return resolved.problems.length === 0 ? exitCodes.identical : exitCodes.refusals;
    } finally {
      await pair.close();
    }
  } finally {
    await store.close();
  }
}

function forPrograms({ mapped, problems }: ResolvedMapping) {
  return { mapped: Object.fromEntries(mapped), problems };
}

function describe({ types, mapped, problems }: ResolvedMapping, { language }: Cli): readonly string[] {
  const number = (value: number) => (value === 0 ? '–' : formatNumber(value, language));
  const count = (type: string, kind: string) =>
    problems.filter((each) => each.type === type && each.kind === kind).length;
  const columns = ['mapped', ...mappingProblems].map((key) => ({
    title: mappingTitles[key as keyof typeof mappingTitles][language],
    align: 'right' as const,
  }));
  const rows = types.map((type) => [
    type,
    number(mapped.get(type) ?? 0),
    ...mappingProblems.map((kind) => number(count(type, kind))),
  ]);
  return [...renderTable([{ title: 'Type', align: 'left' }, ...columns], rows), ...name(problems, language)];
}

/** The problems by name, grouped by type and kind. */
function name(problems: readonly MappingProblem[], language: Cli['language']): string[] {
  return [...Map.groupBy(problems, ({ type, kind }) => `${type} ${kind}`).values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const rest = group.length - toldByName;
    return [
      '',
      `${first.type}: ${mappingProblemWords[first.kind][language]}`,
      ...group.slice(0, toldByName).map(({ uid, name: what, detail }) => `  ${uid ?? '–'}  ${what}  (${detail})`),
      ...(rest > 0 ? [`  … ${formatNumber(rest, language)}`] : []),
    ];
  });
}
