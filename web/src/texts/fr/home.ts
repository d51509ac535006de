export const home = {
  title: 'Accueil',
} as const;
