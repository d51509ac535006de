import { Command } from 'commander';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RunOptions } from '../replication/run-context.ts';
import { type RunCommandOptions, readRunOptions } from './commands/replicate.ts';
import { addComparisonOptions, addWritingOptions } from './run-options.ts';
import { spellOptionLine, spellOptions } from './spell-options.ts';

function typed(argv: readonly string[]): RunOptions {
  const command = addWritingOptions(
    addComparisonOptions(new Command(), (text) => text.en),
    (text) => text.en,
  );
  command.parse([...argv], { from: 'user' });
  const options = readRunOptions(command.opts<RunCommandOptions>());
  return JSON.parse(JSON.stringify(options));
}

const name = fc.constantFrom('ANC', 'Suivi des femmes enceintes', "l'eau", 'IpHINAT79UW', 'a b,c');
const someArguments = fc
  .tuple(
    fc.array(name.map((each) => ['--program', each])),
    fc.array(name.map((each) => ['--org-unit', each])),
    fc.subarray([
      ['--data-set', 'RMA'],
      ['--group', 'indicatorGroups:ANC'],
      ['--type', 'dataElements,indicators'],
      ['--with-recipients', '--program', 'X'],
      ['--period', '2023:2024'],
      ['--changed-since', '2024-05-31T18:00'],
      ['--map', 'organisationUnits=code'],
      ['--map', 'dataElements=attribute:IpHINAT79UW', '--map-unmapped', 'keep'],
      ['--map', '/tables/units.csv'],
      ['--only', 'metadata,dataValues'],
      ['--policy', 'constants=map,userRoles=adopt'],
      ['--sharing', 'without'],
      ['--deletions', 'propagate'],
      ['--max-deletions', '2.5%'],
      ['--compare', 'everything'],
      ['--compare-every', '30'],
      ['--dry-run'],
      ['--new-accounts', 'invited'],
      ['--afterwards', 'none'],
      ['--apps-from', '/apps'],
      ['--install-apps'],
    ]),
  )
  .map((groups) => groups.flat(2));

test('options are spelled as they were typed: typing them again gives the same', () => {
  fc.assert(
    fc.property(someArguments, (argv) => {
      const options = typed(argv);
      expect(typed(spellOptions(options).flat())).toEqual(options);
    }),
    { numRuns: 200 },
  );
});

test('one line for people who paste it into a shell', () => {
  const line = spellOptionLine(
    typed(['--program', "Suivi de l'eau", '--deletions', 'users=leave,dataValues=propagate']),
  );
  expect(line).toBe("--program 'Suivi de l'\\''eau' --deletions users=leave,dataValues=propagate");
  expect(spellOptionLine(typed([]))).toBe('');
});
