import {
  instanceChangeSchema,
  instanceFactsSchema,
  instanceParamsSchema,
  instanceSchema,
  instanceToAddSchema,
  instanceToTestSchema,
} from '@relais/contract/instance.ts';
import { listOf } from '@relais/contract/paging.ts';
import { tell } from '../../access/access.ts';
import { parseAddress } from '../../dhis2/address.ts';
import { capabilitiesOf } from '../../dhis2/capabilities.ts';
import { tellCapabilities } from '../../dhis2/tell-capabilities.ts';
import { explainError, PlatformError } from '../../model/errors/platform-error.ts';
import { inLanguage, type Language } from '../../model/language.ts';
import { changeInstance, forgetInstance, registerInstance } from '../../runs/register-instance.ts';
import { loginOf } from '../../runs/resolve-reference.ts';
import { loginToTest, type TestedInstance, testInstance } from '../../runs/test-instance.ts';
import { findInstance, listInstances } from '../../store/instance.ts';
import { aboutInstance, seenInstances } from '../about.ts';
import { guardedRoute, type Route } from '../route.ts';

const named = { params: instanceParamsSchema, subject: aboutInstance } as const;

/** Registered instances. Their secrets are written, and never read back. */
export const instanceRoutes: readonly Route[] = [
  guardedRoute({
    method: 'GET',
    path: '/instances',
    summary: 'The instances that the user may see',
    action: 'instance.see',
    subject: 'each',
    answer: listOf(instanceSchema),
    handle: async ({ access, principal }) => {
      const seen = seenInstances(principal);
      const all = await listInstances(access.database);
      return { items: all.filter(({ name }) => seen === undefined || seen.includes(name)) };
    },
  }),
  guardedRoute({
    method: 'POST',
    path: '/instances',
    summary: 'Registers an instance; it is not spoken to',
    action: 'instance.register',
    subject: 'none',
    body: instanceToAddSchema,
    answer: instanceSchema,
    status: 201,
    handle: async ({ access, body }) => registerInstance(access, body),
  }),
  guardedRoute({
    method: 'GET',
    path: '/instances/:name',
    summary: 'One instance',
    action: 'instance.see',
    ...named,
    answer: instanceSchema,
    handle: async ({ access, params: { name } }) => {
      const found = await findInstance(access.database, name);
      if (found === undefined) throw new PlatformError('INSTANCE_NAME_UNKNOWN', { args: { name } });
      return found;
    },
  }),
  guardedRoute({
    method: 'PATCH',
    path: '/instances/:name',
    summary: 'Changes what is given; another address needs its credentials',
    action: 'instance.change',
    ...named,
    body: instanceChangeSchema,
    answer: instanceSchema,
    handle: async ({ access, params, body }) => changeInstance(access, params.name, body),
  }),
  guardedRoute({
    method: 'DELETE',
    path: '/instances/:name',
    summary: 'Forgets an instance with its secret; its runs stay',
    action: 'instance.remove',
    ...named,
    handle: async ({ access, params }) => {
      await forgetInstance(access, params.name);
      return undefined;
    },
  }),
  guardedRoute({
    method: 'POST',
    path: '/instances/:name/test',
    summary: 'Speaks to an instance, and says what was found',
    action: 'instance.test',
    ...named,
    isOnItsOwn: true,
    answer: instanceFactsSchema,
    handle: async ({ access, parts, params, language, signal }) => {
      const login = await loginOf(access.database, async () => parts.vault, params.name);
      return shownTest(await testInstance(login, parts.outgoing, signal), language);
    },
  }),
  guardedRoute({
    method: 'POST',
    path: '/instances/test',
    summary: 'Speaks to an address before it is registered, or before an instance is changed, and says what was found',
    action: 'instance.register',
    subject: 'none',
    isOnItsOwn: true,
    body: instanceToTestSchema,
    answer: instanceFactsSchema,
    handle: async ({ access, parts, body, language, signal }) => {
      const url = parseAddress(body.url).address;
      // Told before it is spoken to: whoever uses it to look around is seen.
      await tell(access, access.database, { action: 'instance.tried', subject: { kind: 'instance', name: url } });
      const login = await loginToTest(access.database, parts.vault, { ...body, url });
      return shownTest(await testInstance(login, parts.outgoing, signal), language);
    },
  }),
];

function shownTest({ facts, organisationUnitNames, gaps }: TestedInstance, language: Language) {
  const { account, schemas, ...told } = facts;
  const { username, authorities, organisationUnits } = account;
  const hasAllAuthorities = authorities.includes('ALL');
  return {
    ...told,
    edition: told.release.split('.', 2).join('.'),
    account: { username, hasAllAuthorities, organisationUnits: organisationUnits.length, organisationUnitNames },
    types: schemas.byPlural.size,
    capabilities: tellCapabilities(capabilitiesOf(facts)).map((each) => ({
      ...each,
      text: inLanguage(each.text, language),
    })),
    missing: gaps.map(({ side, failure }) => {
      const { message: text, hint } = explainError(failure, language);
      return { code: failure.code, side, text, hint };
    }),
  };
}
