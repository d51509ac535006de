import { useQuery } from '@tanstack/react-query';
import { objectsQuery } from '../../../api/instances.ts';

interface ObjectNameProps {
  readonly instance: string;
  readonly type: string;
  /** UID, code or name, as it was chosen. */
  readonly word: string;
}

/** The name of something that was chosen, asked of its instance; what was chosen where the instance does not say. */
export function ObjectName({ instance, type, word }: ObjectNameProps) {
  const { data } = useQuery(objectsQuery(instance, { type, search: word, limit: 2 }));
  const found = data?.items.find(({ uid, code }) => uid === word || code === word);
  return found?.name ?? word;
}
