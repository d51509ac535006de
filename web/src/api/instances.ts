import { instanceSchema } from '@relais/contract/instance.ts';
import { listOf } from '@relais/contract/paging.ts';
import { queryOptions } from '@tanstack/react-query';
import { ask } from './ask.ts';

/** The registered instances that the user may see. */
export const instancesQuery = queryOptions({
  queryKey: ['instances'],
  queryFn: ({ signal }) => ask(listOf(instanceSchema), '/instances', { signal }),
});
