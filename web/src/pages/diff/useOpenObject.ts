import { useSearchParams } from 'wouter';

interface OpenObject {
  readonly type: string;
  readonly uid: string;
}

/** The object that is looked at, in the address: it can be linked to, and the list stays where it was. */
export function useOpenObject() {
  const [search, setSearch] = useSearchParams();
  const [type, uid] = search.get('object')?.split('/') ?? [];
  const open: OpenObject | undefined = type === undefined || uid === undefined ? undefined : { type, uid };
  const setOpen = (wanted: OpenObject | undefined) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        if (wanted === undefined) next.delete('object');
        else next.set('object', `${wanted.type}/${wanted.uid}`);
        return next;
      },
      { replace: true },
    );
  return [open, setOpen] as const;
}
