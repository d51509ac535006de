/** Personal tokens, for programs. */
export const tokens = {
  allTitle: 'Jetons',
  allIntro: 'Les jetons de tous les comptes : des programmes s’en servent à la place d’un mot de passe.',
  caption: 'Jetons',
  owner: 'Compte',
  name: 'Nom',
  beginning: 'Début',
  scopes: 'Peut',
  ends: 'Jusqu’au',
  used: 'Dernier usage',
  never: 'jamais',
  state: 'État',
  states: { valid: 'valable', revoked: 'révoqué', ended: 'expiré' },
  revoke: 'Révoquer',
  revokeTitle: 'Révoquer le jeton « {{name}} » ?',
  revokeText:
    'Les programmes qui s’en servent sont refusés dès leur prochaine demande. Un jeton révoqué ne revient pas.',
  emptyTitle: 'Aucun jeton',
  emptyText: 'Chacun crée ses jetons dans « Mon compte », avec les seuls droits dont le programme a besoin.',
  toAccount: 'Mon compte',
  scopeNames: {
    look: 'regarder',
    run: 'lancer des exécutions',
    define: 'définir des réplications',
    administer: 'administrer',
  },
} as const;
