/** What goes wrong between the page and the service; all else the service says itself. */
export const problems = {
  connectionTitle: 'Le service ne répond pas',
  connectionHint: 'Vérifier la connexion, ou attendre un instant : la page essaie de nouveau.',
  otherTitle: 'Quelque chose d’inattendu s’est produit',
  otherHint: 'Recharger la page ; si cela se répète, donner les détails à qui s’occupe du service.',
  code: 'Code : {{code}}',
} as const;
