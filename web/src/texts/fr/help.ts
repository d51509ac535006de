/** The help: words, codes, documentation. */
export const help = {
  title: 'Aide',
  intro:
    'Les mots de chaque écran, ce que veut dire chaque code, et la documentation de cette version. Tout est ici, sans connexion à Internet.',
  parts: 'Parties de l’aide',
  words: 'Les mots',
  screenWords: 'Les mots de cette page',
  codes: 'Codes',
  codesIntro: 'Chaque échec et chaque constat a un code. Voici ce qu’il veut dire, et ce qu’il faut faire.',
  searchCodes: 'Chercher un code ou un mot',
  codesFound_one: '{{count, number}} code',
  codesFound_many: '{{count, number}} de codes',
  codesFound_other: '{{count, number}} codes',
  noCode: 'Aucun code ne correspond',
  noCodeText: 'Essayez un seul mot, ou le code tel qu’il est écrit.',
  code: 'Code',
  means: 'Ce qu’il veut dire',
  whatToDo: 'Que faire',
  nothingToDo: 'Rien : ce code dit seulement ce qui s’est passé.',
  codeUnknown: 'Ce code n’a pas de page',
  codeUnknownText:
    'Il vient sans doute de l’instance elle-même : ses propres mots, à côté du code, disent ce qui s’est passé.',
  whereMet: 'Où il apparaît dans le journal',
  documents: 'Documentation',
  documentsIntro: 'La documentation de la version installée, lisible sans Internet.',
  guides: 'Pages',
  guidesElsewhere: 'En anglais',
  decisions: 'Décisions',
  decisionsText: 'Pourquoi Relais est fait ainsi ; en anglais.',
  otherLanguage: 'Cette page est en anglais.',
  documentUnknown: 'Cette page n’existe pas dans cette version',
  sections: {
    home: 'Ce qui se passe maintenant, et ce qui attend quelqu’un.',
    instances: 'Les DHIS2 que Relais connaît, et ce que chacun permet.',
    replications: 'Définir une copie, la comparer avant, la planifier.',
    runs: 'Suivre une copie qui a lieu, lire ce qui a été refusé, et son verdict.',
    journal: 'Ce qui s’est passé, et qui a fait quoi.',
    administration: 'Qui peut entrer, qui est prévenu, combien de temps le détail est gardé.',
  },
  areas: {
    relais: 'Ce code est de Relais.',
    metadata: 'Dit par DHIS2, sur des métadonnées.',
    tracker: 'Dit par DHIS2, sur des données du Tracker.',
    dataValues: 'Dit par DHIS2, sur des données agrégées.',
    dataDetails: 'Sur ce qui accompagne les données : complétude, approbations.',
    files: 'Sur des fichiers.',
    stores: 'Sur les magasins de données et les paramètres.',
    reasons: 'Une raison que Relais donne.',
  },
  terms: {
    replication: {
      word: 'Réplication',
      means:
        'Une copie que l’on définit une fois : de quelle instance vers quelle autre, quoi, et comment. Elle peut ensuite avoir lieu autant de fois que l’on veut.',
    },
    run: {
      word: 'Exécution',
      means:
        'Une réplication, une comparaison ou une vérification qui a lieu, avec son début, ses étapes et son verdict.',
    },
    verdict: {
      word: 'Verdict',
      means: 'Ce que la vérification a établi : identique, identique sauf refus, ou différente.',
    },
    refusal: {
      word: 'Refus',
      means:
        'Un objet que l’instance cible n’a pas accepté. Les autres n’attendent pas ; Relais donne ses mots, leur sens et ce qu’il faut faire.',
    },
    approval: {
      word: 'Approbation',
      means:
        'L’accord d’une deuxième personne, qui a vu ce qui changerait. Elle vaut pour ce plan, et pour aucun autre.',
    },
    instance: { word: 'Instance', means: 'Une installation de DHIS2, à une adresse.' },
    source: { word: 'Instance source', means: 'Celle qui est lue. Relais n’y écrit jamais.' },
    target: { word: 'Instance cible', means: 'Celle qui reçoit. Ce qui y manque ou diffère est écrit, puis comparé.' },
    capability: {
      word: 'Capacité',
      means: 'Ce que l’instance sait faire d’après sa version, et ce que le compte de Relais a le droit d’y faire.',
    },
    certificate: {
      word: 'Certificat',
      means: 'Ce qui prouve que l’adresse est bien la sienne. Passé sa date, plus rien ne peut y être lu.',
    },
    selection: {
      word: 'Sélection',
      means:
        'La partie qui est copiée : unités d’organisation, types, programmes, ensembles de données, périodes. Ce dont elle dépend vient avec.',
    },
    mapping: {
      word: 'Correspondance',
      means: 'Comment un objet de la source est reconnu dans la cible : par identifiant, code, nom ou attribut.',
    },
    schedule: {
      word: 'Planification',
      means: 'Quand une réplication a lieu d’elle-même, et pendant quelles heures elle peut travailler.',
    },
    dryRun: { word: 'À blanc', means: 'Tout est lu et comparé, rien n’est écrit.' },
    diff: {
      word: 'Comparaison',
      means: 'La liste de ce qui changerait dans la cible, objet par objet, avant que rien ne change.',
    },
    deletion: {
      word: 'Suppression',
      means: 'Ce qui n’existe que dans la cible. Rien n’est supprimé sans que ce soit demandé.',
    },
    stage: {
      word: 'Étape',
      means: 'Une partie d’une exécution, dans l’ordre où elles se suivent : métadonnées, données agrégées, Tracker…',
    },
    piece: {
      word: 'Tranche',
      means: 'Ce qu’un exécutant fait d’une traite. Ce qui est fini n’est jamais refait, même après une coupure.',
    },
    finding: { word: 'Constat', means: 'Ce que la comparaison ou l’import a relevé sur un objet, avec un code.' },
    verification: {
      word: 'Vérification',
      means: 'Après l’écriture, source et cible sont relues et comparées. Le verdict en vient, et de rien d’autre.',
    },
    entry: {
      word: 'Entrée',
      means: 'Quelque chose qui s’est passé pendant une exécution : changement d’état, étape, message, échec.',
    },
    errorCode: {
      word: 'Code',
      means:
        'Le nom stable d’un échec ou d’un constat. Il mène à la page qui dit quoi faire, et ne change pas d’une langue à l’autre.',
    },
    auditTrail: {
      word: 'Piste d’audit',
      means: 'Qui a fait quoi, quand et d’où. Rien ne peut y être changé sans que cela se voie.',
    },
    role: { word: 'Rôle', means: 'Administrateur, opérateur ou lecteur : ce que quelqu’un peut faire en général.' },
    right: {
      word: 'Droit',
      means: 'Ce que quelqu’un peut faire sur une instance : la voir, y écrire, voir ses valeurs masquées.',
    },
    token: {
      word: 'Jeton',
      means: 'Ce qu’un programme présente à la place d’un mot de passe, avec les seuls droits qu’il lui faut.',
    },
    channel: { word: 'Canal', means: 'Par quoi un avis atteint quelqu’un : courriel, SMS, message DHIS2…' },
    worker: {
      word: 'Exécutant',
      means: 'Le processus qui fait le travail des exécutions. Il peut y en avoir plusieurs.',
    },
    key: {
      word: 'Clé',
      means: 'Ce qui chiffre les mots de passe des instances. Elle se trouve sur la machine, jamais dans la base.',
    },
  },
} as const;
