import { instanceFactsSchema, instanceSchema } from '@relais/contract/instance.ts';
import { listOf } from '@relais/contract/paging.ts';
import type { z } from 'zod';
import type { InstanceActions } from '../add-instance-commands.ts';
import type { Cli } from '../cli.ts';
import { findInstanceCredentials, tellRegistered } from '../commands/instance-add.ts';
import { renderInstances, tellForgotten } from '../commands/instance-list.ts';
import { describeFacts } from '../commands/instance-test.ts';
import { assertInstanceName, parseInstanceUrl, variablePrefix } from '../resolve-instance.ts';
import { tellLines } from '../tell-lines.ts';
import type { RemoteService, WithService } from './remote-service.ts';

const at = (name: string) => `/instances/${encodeURIComponent(name)}`;

/** `relais instance …` at a service. Secrets are read where one types, and kept there. */
export function remoteInstanceActions(cli: Cli, within: WithService): InstanceActions {
  return {
    add: async (name, typedUrl, options) => {
      assertInstanceName(name);
      const url = parseInstanceUrl(typedUrl, variablePrefix(name));
      const credentials = await findInstanceCredentials(cli, name, options);
      const { allowSelfSigned = false, needsApproval } = options;
      return within(async (service) => {
        const known = await listInstances(service);
        const wish = { url, credentials, allowSelfSigned, needsApproval };
        const isKnown = known.some((each) => each.name === name);
        if (isKnown) await service.ask('PATCH', at(name), wish);
        else await service.ask('POST', '/instances', { name, ...wish });
        return tellRegistered(cli, name, url);
      });
    },
    list: (options) =>
      within(async (service) => {
        const instances = await listInstances(service);
        if (!options.json) return tellLines(cli, renderInstances(instances, cli));
        return tellLines(cli, [JSON.stringify(instances)]);
      }),
    test: (name, options) =>
      within(async (service) => {
        const facts = instanceFactsSchema.parse(await service.ask('POST', `${at(name)}/test`));
        if (options.json) return tellLines(cli, [JSON.stringify(facts)]);
        return tellLines(cli, [...describeFacts(shownFacts(facts), cli), ...facts.missing.map(lineOfGap)]);
      }),
    remove: (name) =>
      within(async (service) => {
        await service.ask('DELETE', at(name));
        return tellForgotten(cli, name);
      }),
  };
}

async function listInstances(service: RemoteService) {
  const { items } = listOf(instanceSchema).parse(await service.ask('GET', '/instances'));
  return items.map(({ username, ...instance }) => ({ ...instance, username }));
}

type Facts = z.infer<typeof instanceFactsSchema>;

function shownFacts({ certificate, ...facts }: Facts) {
  return { ...facts, certificate: certificate && { ...certificate, endsAt: new Date(certificate.endsAt) } };
}

/** What its account lacks, in the words of the service. */
function lineOfGap({ text, hint, code }: Facts['missing'][number]): string {
  return `  ${text} ${hint} (${code})`;
}
