import { listOf, pageOf } from '@relais/contract/paging.ts';
import { findingGroupSchema, numberedFindingSchema, runDetailSchema } from '@relais/contract/run.ts';
import { inOrderOfConcern, onePerKey } from '../../report/run-report.ts';
import type { Cli } from '../cli.ts';
import { type ReportOptions, tellReport } from '../commands/report.ts';
import { exitCodes } from '../exit-code.ts';
import { parseRunNumber } from '../parse-number.ts';
import { deliverText, shortPath } from '../report-file.ts';
import { type ShownReport, shownGroups } from '../result-table.ts';
import type { RemoteService, WithService } from './remote-service.ts';

/** `relais report RUN` of a service. Without `--out`, its HTML goes to this directory: runs of this machine have the same numbers. */
export function reportRemoteRun(cli: Cli, within: WithService, run: string, options: ReportOptions): Promise<number> {
  const id = parseRunNumber(run);
  return within(async (service) => {
    const document = options.html ? 'html' : options.csv ? 'csv' : options.json ? 'json' : undefined;
    if (document === undefined) return tellReport(cli, await loadShownReport(service, id));
    const { out = document === 'html' ? `run-${id}.html` : '-' } = options;
    const language = document === 'html' ? `?language=${cli.language}` : '';
    await deliverText(cli, await service.download(`/runs/${id}/report.${document}${language}`), out);
    if (document === 'html' && out !== '-') cli.terminal.out.write(`${shortPath(out)}\n`);
    return exitCodes.identical;
  });
}

/** What a terminal shows of a run. */
export async function loadShownReport(service: RemoteService, id: number): Promise<ShownReport> {
  const { verdict, totals, findings, provenBefore } = runDetailSchema.parse(await service.ask('GET', `/runs/${id}`));
  const { items } = listOf(findingGroupSchema).parse(await service.ask('GET', `/runs/${id}/finding-groups`));
  const groups = [];
  for (const [index, group] of inOrderOfConcern(items).entries()) {
    groups.push({ ...group, examples: index < shownGroups ? await loadExamples(service, id, group) : [] });
  }
  const { objects = 0, oldestAt = '', oldestBy = 0 } = provenBefore ?? {};
  return {
    ...{ verdict, totals, findings, groups },
    provenBefore: provenBefore && { types: { '*': objects }, oldestAt, oldestBy },
  };
}

const askedExamples = 20;

async function loadExamples(
  service: RemoteService,
  id: number,
  { cause, type, code }: { readonly cause: string; readonly type: string; readonly code: string },
) {
  const query = new URLSearchParams({ cause, type, code, limit: String(askedExamples) });
  const page = pageOf(numberedFindingSchema).parse(await service.ask('GET', `/runs/${id}/findings?${query}`));
  return onePerKey(page.items);
}
