/** What stands around every screen. */
export const layout = {
  skip: 'Aller au contenu',
  navigation: 'Navigation principale',
  openNavigation: 'Ouvrir le menu',
  account: 'Compte de {{name}}',
  language: 'Langue',
  myAccount: 'Mon compte',
  signOut: 'Se déconnecter',
  home: 'Accueil',
  instances: 'Instances',
  replications: 'Réplications',
  runs: 'Exécutions',
  journal: 'Journal',
  administration: 'Administration',
  help: 'Aide',
  notFoundTitle: 'Cette page n’existe pas',
  notFoundText: 'L’adresse est peut-être ancienne, ou incomplète.',
  backHome: 'Retour à l’accueil',
  connectionLost:
    'Le service ne répond plus. Ce que vous voyez date d’avant la coupure ; la page se remet à jour d’elle-même dès qu’il répond.',
  connectionBack: 'Le service répond de nouveau.',
  faultTitle: 'Cette page n’a pas pu s’afficher',
  faultText:
    'L’erreur est la nôtre ; ce que fait le service n’en souffre pas. Recharger la page suffit le plus souvent.',
  reload: 'Recharger la page',
  staleTitle: 'Une nouvelle version de Relais est installée',
  staleText: 'Recharger la page pour l’utiliser.',
} as const;
