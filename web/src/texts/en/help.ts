import type { Translated } from '../../i18n/texts.ts';
import type { help as french } from '../fr/help.ts';

export const help = {
  title: 'Help',
  intro:
    'The words of each screen, what each code means, and the documentation of this release. Everything is here, without a connection to the Internet.',
  parts: 'Parts of the help',
  words: 'Words',
  screenWords: 'The words of this page',
  codes: 'Codes',
  codesIntro: 'Every failure and every finding has a code. Here is what it means, and what to do.',
  searchCodes: 'Search for a code or a word',
  codesFound_one: '{{count, number}} code',
  codesFound_other: '{{count, number}} codes',
  noCode: 'No code matches',
  noCodeText: 'Try a single word, or the code as it is written.',
  code: 'Code',
  means: 'What it means',
  whatToDo: 'What to do',
  nothingToDo: 'Nothing: this code only says what happened.',
  codeUnknown: 'This code has no page',
  codeUnknownText: 'It probably comes from the instance itself: its own words, beside the code, say what happened.',
  whereMet: 'Where it is in the journal',
  documents: 'Documentation',
  documentsIntro: 'The documentation of the release that is installed, readable without the Internet.',
  guides: 'Pages',
  guidesElsewhere: 'In French',
  decisions: 'Decisions',
  decisionsText: 'Why Relais is made as it is.',
  otherLanguage: 'This page is in French.',
  documentUnknown: 'This page is not in this release',
  sections: {
    home: 'What happens now, and what waits for somebody.',
    instances: 'The DHIS2 that Relais knows, and what each of them allows.',
    replications: 'Define a copy, compare beforehand, schedule it.',
    runs: 'Follow a copy that takes place, read what was refused, and its verdict.',
    journal: 'What happened, and who did what.',
    administration: 'Who may come in, who is told, how long details are kept.',
  },
  areas: {
    relais: 'This code is of Relais.',
    metadata: 'Said by DHIS2, of metadata.',
    tracker: 'Said by DHIS2, of tracker data.',
    dataValues: 'Said by DHIS2, of data values.',
    dataDetails: 'Of what goes with data: completeness, approvals.',
    files: 'Of files.',
    stores: 'Of data stores and settings.',
    reasons: 'A reason that Relais gives.',
  },
  terms: {
    replication: {
      word: 'Replication',
      means:
        'A copy that is defined once: from which instance to which other, what, and how. It can then take place as often as one likes.',
    },
    run: {
      word: 'Run',
      means:
        'A replication, a comparison or a verification that takes place, with its start, its stages and its verdict.',
    },
    verdict: {
      word: 'Verdict',
      means: 'What the verification has found: identical, identical except for refusals, or different.',
    },
    refusal: {
      word: 'Refusal',
      means:
        'An object that the target instance did not accept. The others do not wait; Relais gives its words, what they mean and what to do.',
    },
    approval: {
      word: 'Approval',
      means:
        'The consent of a second person, who has seen what would change. It holds for this plan, and for no other.',
    },
    instance: { word: 'Instance', means: 'An installation of DHIS2, at an address.' },
    source: { word: 'Source instance', means: 'The one that is read. Relais never writes to it.' },
    target: {
      word: 'Target instance',
      means: 'The one that receives. What is missing or different there is written, and compared afterwards.',
    },
    capability: {
      word: 'Capability',
      means: 'What the instance can do by its release, and what the account of Relais may do there.',
    },
    certificate: {
      word: 'Certificate',
      means: 'What proves that the address is its own. Beyond its date nothing can be read there.',
    },
    selection: {
      word: 'Selection',
      means:
        'The part that is copied: organisation units, types, programs, data sets, periods. What it depends on comes along.',
    },
    mapping: {
      word: 'Mapping',
      means: 'How an object of the source is recognised in the target: by identifier, code, name or attribute.',
    },
    schedule: { word: 'Schedule', means: 'When a replication takes place by itself, and in which hours it may work.' },
    dryRun: { word: 'Dry run', means: 'Everything is read and compared, nothing is written.' },
    diff: {
      word: 'Comparison',
      means: 'The list of what would change in the target, object by object, before anything changes.',
    },
    deletion: {
      word: 'Deletion',
      means: 'What exists in the target alone. Nothing is deleted unless somebody asks for it.',
    },
    stage: {
      word: 'Stage',
      means: 'A part of a run, in the order in which they follow: metadata, data values, tracker…',
    },
    piece: {
      word: 'Piece',
      means: 'What one worker does at a stretch. What is finished is never done again, even after an interruption.',
    },
    finding: { word: 'Finding', means: 'What the comparison or the import has noted of an object, with a code.' },
    verification: {
      word: 'Verification',
      means:
        'After writing, source and target are read again and compared. The verdict comes from that, and from nothing else.',
    },
    entry: {
      word: 'Entry',
      means: 'Something that happened during a run: a change of state, a stage, a message, a failure.',
    },
    errorCode: {
      word: 'Code',
      means:
        'The stable name of a failure or a finding. It leads to the page that says what to do, and is the same in every language.',
    },
    auditTrail: {
      word: 'Audit trail',
      means: 'Who did what, when and from where. Nothing can be changed in it without being seen.',
    },
    role: { word: 'Role', means: 'Administrator, operator or reader: what somebody may do in general.' },
    right: { word: 'Right', means: 'What somebody may do on an instance: see it, write to it, see its masked values.' },
    token: {
      word: 'Token',
      means: 'What a program shows in the place of a password, with only the rights that it needs.',
    },
    channel: { word: 'Channel', means: 'By what a notice reaches somebody: e-mail, text message, DHIS2 message…' },
    worker: { word: 'Worker', means: 'The process that does the work of runs. There can be several.' },
    key: {
      word: 'Key',
      means: 'What encrypts the passwords of instances. It lies on the machine, never in the database.',
    },
  },
} satisfies Translated<typeof french>;
