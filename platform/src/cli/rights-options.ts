/** Names of instances, separated by commas. */
export interface RightsOptions {
  readonly read?: string;
  readonly write?: string;
  readonly unmask?: string;
}

/** What a user may do on an instance, by its name. */
export interface NamedRight {
  readonly instance: string;
  readonly mayWrite: boolean;
  readonly mayUnmask: boolean;
}

/** `--read a,b --write b`: a right on each instance that is named; undefined where nothing was said of them. */
export function parseRights({ read, write, unmask }: RightsOptions): readonly NamedRight[] | undefined {
  if (read === undefined && write === undefined && unmask === undefined) return undefined;
  const [seen, written, unmasked] = [parseNames(read), parseNames(write), parseNames(unmask)];
  return [...new Set([...seen, ...written, ...unmasked])].map((instance) => ({
    instance,
    mayWrite: written.includes(instance),
    mayUnmask: unmasked.includes(instance),
  }));
}

function parseNames(text: string | undefined): readonly string[] {
  return (text ?? '').split(/[\s,]+/).filter((name) => name !== '');
}
