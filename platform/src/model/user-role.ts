/**
 * What a user of Relais is: an administrator registers instances and users; an operator starts and watches runs between the
 * instances that were opened to them; a reader may look.
 */
export const userRoles = ['administrator', 'operator', 'reader'] as const;
export type UserRole = (typeof userRoles)[number];

/** What a personal token may be used for; never more than its user may do. */
export const tokenScopes = ['look', 'run', 'define', 'administer'] as const;
export type TokenScope = (typeof tokenScopes)[number];
