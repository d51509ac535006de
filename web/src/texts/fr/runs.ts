export const runs = {
  title: 'Exécutions',
} as const;
