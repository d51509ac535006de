/** What the address says of a list, without what it leaves open. */
export function filterOf({ type, search }: { readonly type: string; readonly search: string }) {
  return { ...(type !== '' && { type }), ...(search.trim() !== '' && { search: search.trim() }) };
}
