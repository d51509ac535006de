/**
 * What a UID of the demonstration world stands for: three characters that open it, so that a reader of a report sees
 * at once what kind of object it names.
 */
export type UidKind = `W${string}`;

/**
 * The UID number `n` of a kind, for example `('WDe', 42)` gives `WDe00000042`: valid for every release (a letter, then
 * ten letters or digits; API.md §4.2), and the same in every run.
 * @throws Error when the kind is not three characters long or the number needs more than eight digits.
 */
export function worldUid(kind: UidKind, n: number): string {
  const uid = `${kind}${String(n).padStart(8, '0')}`;
  if (!/^[A-Za-z][A-Za-z0-9]{2}[0-9]{8}$/.test(uid)) throw new Error(`No UID can be made of "${kind}" and ${n}`);
  return uid;
}
