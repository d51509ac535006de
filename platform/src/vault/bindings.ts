/** What a secret belongs to, in words that never change: the kind of thing, then what is known of it. */
export type Binding = readonly [kind: string, ...parts: string[]];

/** The password or token of an instance cannot be decrypted for another name or address. */
export function bindingOfInstance({ name, url }: { readonly name: string; readonly url: string }): Binding {
  return ['relais instance', name, url];
}

/** The password of a mail server, the address of a Slack channel. */
export function bindingOfChannel({ name, kind }: { readonly name: string; readonly kind: string }): Binding {
  return ['relais notice channel', name, kind];
}

/** What the telephone of a user knows. */
export function bindingOfSecondFactor(userId: number): Binding {
  return ['second factor', String(userId)];
}

/** A login that is under way at the OpenID Connect provider. */
export function bindingOfOpenIdLogin(digest: string): Binding {
  return ['openid login', digest];
}
