import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../store/test-database.ts';
import { askStandin } from '../fixtures/ask-standin.ts';
import { runOnce } from '../fixtures/run-once.ts';
import { startBlankPair } from '../fixtures/standin-pair.ts';
import { toldBy } from '../fixtures/told-by.ts';

let store: TestDatabase;
beforeAll(async () => {
  store = await createTestDatabase();
});
afterAll(() => store.drop());

const named = (id: string) => ({ id, name: id, shortName: id });
const program = { ...named('WrProgramXX'), programType: 'WITHOUT_REGISTRATION' };
const action = (id: string, rest: object) => ({ id, programRule: { id: rule.id }, ...rest });
const rule = { id: 'WrRuleXXXXX', name: 'Règle', condition: 'true', program: { id: program.id } };
const kept = { programRuleActionType: 'SHOWWARNING', content: 'Attention' };
const newer = { programRuleActionType: 'SCHEDULEEVENT' };
const actions = [action('WrActKeptXX', kept), action('WrActNewerX', newer)];

it('what arrived without what was refused is told as depending on it, and not as unexplained', async () => {
  const pair = await startBlankPair(['2.43.1', '2.42.4.1']);
  const source = askStandin(pair.source.url);
  await source('POST', '/api/metadata', { programs: [program] });
  await source('POST', '/api/metadata', {
    programRules: [{ ...rule, programRuleActions: actions.map(({ id }) => ({ id })) }],
    programRuleActions: actions,
  });
  const run = { source: await pair.connect('source'), target: await pair.connect('target') };
  const options = { only: ['programs', 'programRules', 'programRuleActions'] };
  for (const _round of ['first', 'second']) {
    const ended = await runOnce({ database: store.database, ...run, options });
    expect(ended.verdict).toBe('identical-except-refusals');
    const told = await toldBy(store.database, ended.runId);
    expect(told.map(({ key, cause, code }) => `${key} ${cause} ${code}`)).toEqual(
      expect.arrayContaining([
        'WrActNewerX impossible CONSTANT_UNKNOWN',
        'WrRuleXXXXX refused E5002',
        'WrActKeptXX refused DEPENDS_ON_REFUSED',
      ]),
    );
  }
  await pair.close();
});
