import {
  instanceChangeSchema,
  instanceFactsSchema,
  instanceParamsSchema,
  instanceSchema,
  instanceToAddSchema,
} from '@relais/contract/instance.ts';
import { listOf } from '@relais/contract/paging.ts';
import { PlatformError } from '../../model/errors/platform-error.ts';
import { connectOne } from '../../runs/connect-pair.ts';
import { changeInstance, forgetInstance, registerInstance } from '../../runs/register-instance.ts';
import { loginOf } from '../../runs/resolve-reference.ts';
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
    handle: async ({ access, parts, params, signal }) => {
      const login = await loginOf(access.database, async () => parts.vault, params.name);
      const { facts, close } = await connectOne(login, { outgoing: parts.outgoing }, signal);
      await close();
      const { account, schemas, ...told } = facts;
      const { username, authorities, organisationUnits } = account;
      const hasAllAuthorities = authorities.includes('ALL');
      return {
        ...told,
        account: { username, hasAllAuthorities, organisationUnits: organisationUnits.length },
        types: schemas.byPlural.size,
      };
    },
  }),
];
