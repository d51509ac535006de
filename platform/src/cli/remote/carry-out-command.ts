import { isRecord } from '../../model/is-record.ts';
import type { Cli } from '../cli.ts';
import { exitCodes } from '../exit-code.ts';
import { confirmRemoteStart } from './confirm-remote-start.ts';
import type { RemoteCommand, Typed } from './remote-command.ts';
import type { RemoteService, WithService } from './remote-service.ts';
import { showAnswer } from './show-answer.ts';
import { tellRemoteState } from './tell-remote-run.ts';
import { askRun, watchRemoteRun } from './watch-remote-run.ts';

/** Has a service do what a row of the table of commands says, and gives the exit code. */
export function carryOutCommand(cli: Cli, within: WithService, row: RemoteCommand, typed: Typed): Promise<number> {
  return within(async (service) => {
    const tools = { get: (path: string) => service.ask('GET', path) };
    const [method, path] = [typeof row.method === 'function' ? row.method(typed) : row.method, row.path(typed)];
    const body = await row.body?.(typed, tools);
    const start = await row.asks?.(typed, tools);
    const confirmation = { isConfirmed: typed.options.yes === true, isJson: typed.options.json === true };
    if (start !== undefined && !(await confirmRemoteStart(cli, service, start, confirmation))) {
      return exitCodes.couldNotRun;
    }
    return tell(cli, service, row, typed, await service.ask(method, path, body));
  });
}

async function tell(cli: Cli, service: RemoteService, row: RemoteCommand, typed: Typed, answer: unknown) {
  const isJson = typed.options.json === true;
  if (row.tells === 'progress' && typed.options.detach !== true) {
    return watchRemoteRun(cli, service, runOf(answer, typed), isJson);
  }
  if (row.tells === undefined) showAnswer(cli, answer, { columns: row.columns, isJson });
  else tellRemoteState(cli, await askRun(service, runOf(answer, typed)), isJson);
  return exitCodes.identical;
}

/** The run that an answer names; where it says nothing, the one that was typed. */
function runOf(answer: unknown, { args: [typed] }: Typed): number {
  const { run, id }: Readonly<Record<string, unknown>> = isRecord(answer) ? answer : {};
  return Number(run ?? id ?? typed);
}
