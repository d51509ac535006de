/** The words that DHIS2's own components say, by their English text. */
export const dhis2Components = {
  'Close modal dialog': 'Fermer la boîte de dialogue',
  'Sort items': 'Trier',
  'Toggle dropdown': 'Ouvrir ou fermer la liste',
  'Toggle filter': 'Ouvrir ou fermer le filtre',
} as const;
