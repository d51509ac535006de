import type { TokenScope, UserRole } from '../model/user-role.ts';
import type { Database } from '../store/database.ts';
import { type InstanceRight, listInstanceRights } from '../store/instance-right.ts';
import type { User } from '../store/user.ts';

/** Who asks for something, and how they have proved it. */
export interface Principal {
  readonly userId: number;
  readonly username: string;
  readonly role: UserRole;
  readonly rights: readonly InstanceRight[];
  readonly proof: Proof;
}

export type Proof =
  | { readonly kind: 'session'; readonly sessionId: number }
  | { readonly kind: 'token'; readonly tokenId: number; readonly scopes: readonly TokenScope[] };

/** A user with their rights, as of now: what was taken from them counts at once. */
export async function loadPrincipal(database: Database, user: User, proof: Proof): Promise<Principal> {
  const rights = await listInstanceRights(database, user.id);
  return { userId: user.id, username: user.username, role: user.role, rights, proof };
}
