import type { ReleaseBar, TextStanding } from '../../../domain/communication/release.ts';
import type { CounterpartyKind } from '../../../domain/dataflow.ts';

/** The page on which what suppliers and customers read is written, looked at and released. */
export const release = {
  title: 'Release of the notices',
  short: 'Release',
  lede:
    'What suppliers and customers read. It is drafted from the facts; the words of the report never go out. Nothing ' +
    'leaves before a person releases exactly what stands here.',
  parts: {
    happened: 'What happened',
    consequences: 'Likely consequences',
    measures: 'What we do',
    advice: 'What you should do',
  },
  text: 'The text',
  revision: (n: number, standing: TextStanding): string => {
    if (n === 0) {
      if (standing === 'released') return 'Drafted from the facts, and released like this';
      return standing === 'other'
        ? 'Drafted anew from the facts as they are now; what was released reads otherwise'
        : 'Drafted from the facts, not saved and not released yet';
    }
    const rest = {
      released: 'released',
      other: 'not released; what was released reads otherwise',
      never: 'not released',
    };
    return `Revision ${n}, ${rest[standing]}`;
  },
  differs: {
    supplier: 'What only suppliers read instead (an empty part is as above)',
    customer: 'What only customers read instead (an empty part is as above)',
  },
  language: 'Language of this text',
  languageHint: 'In letters in another language, parts that nobody has translated say in which language they are.',
  translation: (language: string, receivers: string | null): string =>
    receivers === null ? `The text in ${language}` : `The text in ${language}; letters in it: ${receivers}`,
  translationHint:
    'Whoever gets a letter in this language reads these parts. An empty one goes out as above, and the letter says ' +
    'in which language it is; parts drafted here need no translation.',
  translatedPart: (part: string, language: string): string => `${part} (${language})`,
  differsIn: {
    supplier: (language: string): string => `What only suppliers read, in ${language}`,
    customer: (language: string): string => `What only customers read, in ${language}`,
  },
  only: { supplier: 'What only suppliers read instead', customer: 'What only customers read instead' },
  savedIn: (language: string, kind: CounterpartyKind | null): string =>
    kind === null ? `In ${language}` : `In ${language}, only for ${kind === 'supplier' ? 'suppliers' : 'customers'}`,
  save: 'Save the text',
  saveHint: 'Saving sends nothing.',
  languages:
    'Parts that are drafted here and left as they are reach each receiver in the language of their letter. A part in ' +
    'which you write goes out as you wrote it, where it is not translated here.',
  meanwhile: (n: number): string =>
    `Somebody saved revision ${n} meanwhile. Nothing was overwritten: your text stands in the form, the other below. ` +
    'Bring both together and save again.',
  saved: 'The text as it is saved',
  who: 'Who gets it',
  counts: (suppliers: string, customers: string, leftOut: string): string =>
    `Suppliers: ${suppliers}, customers: ${customers}; left out: ${leftOut}`,
  nobody: 'Nobody, by this filter.',
  told: 'Told',
  leftOut: 'Left out',
  party: 'Supplier or customer',
  systems: 'Systems named',
  letter: 'Exact text',
  letterTo: (name: string): string => `To ${name}`,
  wordForWord:
    'Word for word as it leaves, also where it is sent later than now. Only the end of the link, here “…”, is made ' +
    'when it leaves.',
  noLetter: 'They were told already and read nothing new by this text: no letter leaves to them.',
  search: 'Part of the name or id',
  filter: 'Filter',
  kinds: { all: 'All', supplier: 'Suppliers', customer: 'Customers' },
  more: 'Next page',
  leaveTitle: 'Leave out',
  tick: 'Told; untick who is left out',
  group: 'Or a whole group',
  groups: { none: 'No group', supplier: 'All suppliers', customer: 'All customers' },
  systemsTitle: 'Systems that are named',
  systemsHint: 'Without its tick a system is named to nobody; who has no other is told nothing.',
  reasons: 'Why they are left out',
  leave: 'Save who is told',
  saveFirst: 'Nothing was released: this text is not saved. Save it, look at it, and release it then.',
  saveListFirst: 'Nothing was released: who is told is not saved as it is ticked. Save it, and release it then.',
  badText: 'Say what happened, in 10 to 4,000 characters; every other part takes at most 4,000.',
  contentRefused: (part: string): string =>
    `“${part}” holds what must never go out, such as a password, a key or lines of a log. Take it out: nothing was ` +
    'saved.',
  needReasons: 'Say why they are left out, in at most 1,000 characters.',
  again: 'Take everybody back onto the list',
  releaseTitle: 'Release',
  /** Words of another language than the letters in which they go out. */
  foreign: {
    dataCategories: 'Kinds of data, as the register names them',
    behind: (language: string): string =>
      `it was changed since it was translated into ${language}; look whether the translation still says the same.`,
    letters: (languages: string): string => `Letters in which it stands are in: ${languages}.`,
    legend: 'Words that may be in another language',
    tick: 'I have read them: they are right for these letters',
    needed:
      'Some words may be in another language than the letters, or older than what they translate. Change them, or ' +
      'tick that they are right.',
  },
  release: 'Release and send',
  releaseHint: 'It sends this text to those told above. It cannot be called back.',
  takeHint: 'It sends nothing, and what is typed here stays.',
  releasedTitle: 'Released',
  releasedHint: 'To send something else, change the text or who is told and save it: then it can be released.',
  releaseNumber: (n: number): string => `Release ${n}`,
  byPolicy: { drill: 'by the policy, for a drill', 'approved-text': 'by the policy, from a text approved beforehand' },
  recorded: 'Reasons (may be empty)',
  awaited: {
    first: 'Nobody outside has been told. The notices wait for a release.',
    others: 'Others are to be told, or of other systems. They wait for a release.',
    facts: 'The record has changed since the last release: a correction is proposed to those who were told.',
    text: 'The text was edited since the last release: a correction is proposed to those who were told.',
  },
  bars: {
    'by-itself': 'These notices began before notices were released; they go on by themselves.',
    awareness: 'Whom it is told to is not known before the awareness is recorded. The text can be written already.',
    responder:
      'A DPO or deputy releases what suppliers and customers read; the policy lets no responder do it. You can edit ' +
      'the text and say who is left out.',
    nobody: 'It touches no system of a supplier or customer that is to be told.',
    stopped: 'These notices were stopped for good, so nothing more of them is sent.',
    untaken:
      'Nobody has taken this incident. Take it first, or have somebody take it: nothing is released while nobody ' +
      'answers for it.',
    assessed: 'Whom it is told to is being worked out anew. Look again in a moment.',
  } satisfies Record<ReleaseBar, string> as Record<ReleaseBar, string>,
  moved: (changes: readonly string[]): string =>
    `${changes.length === 0 ? 'The incident has moved on.' : `Since you looked: ${changes.join('; ')}.`} Nothing was ` +
    'released: look again.',
  changes: {
    facts: (names: string): string => `facts were changed (${names})`,
    story: (names: string): string => `what is recorded in words was changed (${names})`,
    awareness: 'the awareness was corrected',
    text: (revision: number, by: string | null): string =>
      by === null ? `the text is another one (revision ${revision})` : `${by} saved the text as revision ${revision}`,
    released: (by: string): string => `${by} released it`,
    others: 'others are to be told or are left out, or the register says otherwise of them or of a system',
  },
  otherText: (revision: number): string => `Somebody saved revision ${revision} of the text meanwhile.`,
  otherList: 'Somebody changed meanwhile who is left out. Nothing was overwritten; look again.',
  since: (changes: readonly string[]): string => `Changed since the last release: ${changes.join('; ')}.`,
  sinceWhat:
    'Read whether the text still says what is so, and change it where it does not. Whoever was told gets a ' +
    'correction only where text or figures read otherwise than before; releasing the same text says that it holds.',
  record: 'What the record says, for comparison; it goes to nobody by itself',
  nothing: 'What is released is up to date; nothing waits.',
  link: 'Look at it and release it',
  waits: 'Waits for a release',
};
