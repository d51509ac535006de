export const run = {
  title: 'Exécution {{id}}',
} as const;
