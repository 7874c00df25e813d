import type { OutOfOrder } from '../../../domain/breach/filing-dates.ts';
import { type Wrong, wrongInWords } from '../../../domain/filing/wrong.ts';

export const filing = {
  stages: {
    initial: 'Initial',
    'follow-up': 'Follow-up',
    complete: 'Complete',
    withdrawal: 'Withdrawal',
  },
  stageLedes: {
    initial: 'Initial filing: what is not known yet may stay open and follow in phases.',
    'follow-up': 'Follow-up: adds to what was filed. What is still open may stay open.',
    complete: 'Complete filing: the last word. Nothing mandatory may stay open.',
    withdrawal: 'Withdrawal: takes the filing back, with reasons.',
  },
  afterComplete: 'Follow-up of a complete filing: it says what turned out otherwise, and leaves nothing open.',
  crumb: 'Filing',
  title: (article: string): string => `Filing for ${article}`,
  to: (recipient: string): string => `To: ${recipient}.`,
  toLabel: 'To:',
  inLanguage: (language: string): string => `in ${language}`,
  follows: (receipt: string): string =>
    receipt === '' ? 'Follows a filing whose receipt is not here yet.' : `Follows the filing with receipt ${receipt}.`,
  neverSaved: 'Filled in from the record; nobody has saved a draft yet.',
  savedBy: 'Draft saved by',
  notSaved: 'What was typed last is not saved yet.',
  doesNotApply: 'This duty does not apply to the breach as it is recorded. What you see is what would be filed.',
  waived: 'This duty was waived. Take it up again on the page of the breach before it is filed.',
  closed: 'The breach is closed: its filings can be read and no longer changed.',
  withdrawn: 'This filing was withdrawn. Nothing can follow it; a new breach is reported anew.',
  exercise: 'Part of a drill: nothing of this goes to an authority.',
  stagesLabel: 'Which version it is',
  json: 'JSON',
  draftMark: 'DRAFT',
  pageOf: (page: number, pages: number): string => `Page ${page} of ${pages}`,
  sections: 'Sections',
  sectionsLabel: 'Sections of the filing',
  complete: 'complete',
  missingCount: (count: number): string => `${count} missing`,
  changedCount: (count: number): string => `${count} changed`,
  nothingMissing: 'Nothing missing',
  proposedCount: (count: number): string => `${count} proposed`,
  filledFields: (count: number): string =>
    count === 1 ? '1 field that is filled in' : `${count} fields that are filled in`,
  missingTitle: (count: number): string =>
    count === 1 ? '1 mandatory field is missing' : `${count} mandatory fields are missing`,
  missingOpen: 'At this stage they may stay open and follow later.',
  missingClosed: 'At this stage nothing mandatory may stay open.',
  nothingMissingTitle: 'Nothing mandatory is missing',
  oneALine: 'One on each line.',
  limit: (most: string): string => `At most ${most} characters.`,
  /** What the form does not take, and what it takes. */
  sayWrong: (wrong: Wrong): string => wrongInWords(wrong),
  exactness: {
    title: {
      exact: 'The receiver’s own form',
      'by-law': 'By the contents that the law lists',
      partial: 'This form is known in part only',
    },
    'by-law': 'The receiver may have a form or a portal of its own, with further fields.',
    partial: 'Compare it with the receiver’s own form before it is handed in.',
    notModelled: (receiver: string): string => `The own form of this receiver is not modelled here: ${receiver}.`,
    portal: (place: string): string => `It is handed in at ${place}.`,
    noPortal: 'Where it is handed in is not known here.',
    schema: (name: string): string => `Its file follows the schema ${name}. A portal may ask for another edition.`,
    forms: 'Form',
    lost: 'Typed earlier, into fields that this form does not have. It is gone once this draft is saved:',
    always: (count: number): string =>
      count === 1
        ? 'Without one of these the receiver takes nothing, at no stage:'
        : `Without ${count} of these the receiver takes nothing, at no stage:`,
  },
  missing: 'Missing',
  wrong: 'To be corrected',
  mandatory: 'mandatory, and not on record',
  firstMissing: 'Go to the first missing field',
  nextMissing: 'Next missing:',
  lastMissing: 'That was the last one: save',
  counts: {
    hint: 'A country and its number of people on each line. Empty lines are left out.',
    country: (line: number): string => `Country, line ${line}`,
    people: (line: number): string => `Number of people, line ${line}`,
    more: 'Save, and more lines',
  },
  forbidden: 'Must not be in it',
  forbiddenTitle: (count: number): string =>
    count === 1
      ? 'One answer holds what must not be in a filing'
      : `${count} answers hold what must not be in a filing`,
  forbiddenLede: 'It cannot be approved until it is taken out.',
  line: (line: number): string => `line ${line}`,
  lateTitle: 'This filing is late',
  lateText: (article: string): string =>
    `${article} accepts it after the deadline only with the reasons for the delay.`,
  lateLink: 'Give the reasons',
  lateReceipt: 'The reasons are asked for when the filing is recorded.',
  differsTitle: (count: number): string =>
    count === 0
      ? 'Nothing differs from the version filed last'
      : count === 1
        ? '1 answer differs from the version filed last'
        : `${count} answers differ from the version filed last`,
  differsText: 'Changed answers carry the word “Changed” and show what was filed.',
  firstChange: 'Go to the first change',
  now: 'now:',
  wasFiled: 'was filed as:',
  notFiled: 'was not in the last version',
  changed: 'Changed',
  added: 'New',
  nothing: 'nothing',
  change: 'Change',
  choose: 'Choose',
  readIn: (zone: string): string => `Read in ${zone}`,
  origins: { record: 'from the record', typed: 'typed in', proposed: 'proposed, to be confirmed' },
  /** `language`: in which the words were written; null: nobody said. */
  repeats: (language: string | null): string =>
    language === null
      ? 'recorded words, language not known: translate or confirm'
      : `recorded words, written in ${language}: translate before release`,
  repeated: (count: number, language: string): string =>
    count === 1
      ? `1 field repeats recorded words that may not be in ${language}. Open it to write them in ${language}:`
      : `${count} fields repeat recorded words that may not be in ${language}. Open each to write it in ${language}:`,
  proposed: (count: number): string =>
    count === 1
      ? '1 field holds what is proposed and nobody has stated:'
      : `${count} fields hold what is proposed and nobody has stated:`,
  notKnown: 'not on record',
  recordSays: 'The record says:',
  useRecord: 'Use the record',
  fileIt: 'Next step',
  leftUntil: 'left until',
  lateSince: 'late since',
  noClock: 'Its clock does not run.',
  filedAt: 'Filed',
  save: 'Save',
  saveHint: 'Fields that follow from an answer appear once it is saved.',
  approve: 'Approve these words',
  approveAgain: 'Approve the draft as it reads now instead',
  approveHint:
    'Approves these bytes and no others: what is typed and not saved is not in them. A later change of an answer ' +
    'voids it.',
  /** Where the policy asks for a second person. */
  fourEyes: {
    rule: 'Approved by a DPO or deputy who did not type last into it and has signed in.',
    typedBy: (name: string): string => `Typed into last by ${name}.`,
    asRecorded: 'It reads as the record does.',
    drafter: 'You typed last into this draft, so another DPO or deputy approves it. Ask one of them to open this page.',
    token: 'A token alone approves no filing: a DPO or deputy signs in and approves it on this page.',
  },
  sha: 'SHA-256',
  cannot: 'It cannot be approved yet:',
  cannotReasons: 'the reasons for being late or for the withdrawal are not given',
  cannotMissing: (count: number): string =>
    count === 1 ? 'a mandatory field is missing' : `${count} mandatory fields are missing`,
  cannotWrong: (count: number): string =>
    count === 1 ? 'an answer is not as the form takes it' : `${count} answers are not as the form takes them`,
  cannotTaken: (count: number): string =>
    count === 1
      ? 'one answer is missing or wrong without which the receiver takes nothing'
      : `${count} answers are missing or wrong without which the receiver takes nothing`,
  cannotForbidden: 'it holds what must not be in a filing',
  cannotOrder: {
    withdrawn: 'it was withdrawn, and a new breach is reported anew',
    'nothing-filed': 'nothing was filed yet to which it could refer; begin with an initial or a complete filing',
    'first-made': 'the first filing is made; what is new follows as a follow-up or a complete filing',
  } satisfies Record<OutOfOrder['code'], string> as Record<OutOfOrder['code'], string>,
  untouched: 'Nobody has typed anything into this draft: every field is filled in from the record, or proposed.',
  untouchedSince: 'Nobody has typed anything into this draft: it is filled in from the record and the version before.',
  readLegend: 'Before you approve',
  readTick: 'I have read every field',
  readProposed: 'I have read every field, and what is proposed is right',
  readRepeated: (language: string): string => `I have read every field: it is right, and in ${language}`,
  approvedBy: 'Approved by',
  approvalStale:
    'The draft reads otherwise by now. The approved bytes are kept: hand those in, or approve the draft as it reads ' +
    'now. What differs:',
  handIn: 'Hand in the approved document, then record it here.',
  approvedFile: 'The approved file, for programs (JSON)',
  record: 'Record the filing',
  recordTitle: 'Record filing and receipt',
  recordLede: 'The clock stops with the first filing. The exact bytes are kept with their SHA-256.',
  channel: 'How it was handed in',
  channelHint: 'For example the authority’s portal, an e-mail, a letter.',
  receipt: 'Receipt',
  receiptHint: 'The receiver’s own reference, or how receipt is proved. Leave it empty while it is not here yet.',
  receiptLater: {
    missing: 'not here yet',
    add: 'Add the receipt',
    hint: 'The receiver’s own reference, or how receipt is proved.',
    empty: 'Give the receipt; until it is here, nothing is recorded.',
    correct: 'Correct the receipt',
    lede: 'What stood there before stays in the timeline, with who changed it, when and why.',
    reasons: 'Why it is corrected',
  },
  when: 'When it was handed in',
  reasons: 'Reasons',
  reasonsHint: 'Needed where it is late, withdrawn, or was filed elsewhere.',
  reasonsLate: 'Why it is late. It goes into the record.',
  elsewhere: 'It was filed elsewhere, without an approved draft',
  elsewhereText:
    'Nothing leaves for a regulator without a recorded approval. Where a filing left by another way, say why; it ' +
    'is recorded without its bytes.',
  elsewhereReasons: 'Why it was filed without an approval here',
  elsewhereRecord: 'Record a filing made elsewhere',
  /** Art. 34: people were told by other means than a campaign of ours. */
  toldElsewhere: {
    title: 'People were told in another way',
    lede:
      'For a notice in a newspaper, a letter by post, a call or a message in an app. It is recorded as the ' +
      'communication, without its words: keep a copy of them among the files.',
    when: 'When they were told',
    how: 'How they were told',
    howHint: 'For example letters by post, a call, a public notice.',
    people: 'About how many were told',
    peopleHint: 'Of a range the lower end counts. Where it is fewer than are concerned, the rest stays open.',
    badPeople: 'Give the number in figures, from 1 on.',
    reasons: 'Why in this way',
    record: 'Record that people were told',
    receipt: (people: string): string => `About ${people} people were told`,
  },
  filed: {
    title: (article: string): string => `Filed: ${article}`,
    withdrawn: (article: string): string => `Withdrawn: ${article}`,
    heading: (version: number): string => `Version ${version} is filed`,
    late: 'Filed late',
    noChannel: 'not noted',
    next: 'If there is more to say',
    receiptToCome: 'Only the receipt is still to come: add it here. When you know more, add it as a follow-up.',
    more: 'Nothing has to be done here now. When you know more, add it as a follow-up.',
    told: 'People told',
    toldOf: (told: string, concerned: string | null): string =>
      concerned === null ? told : `${told} of about ${concerned} concerned`,
    restOfPeople: (told: string): string =>
      `Told by now: ${told}. Tell the rest by another campaign or in another way.`,
    openFields: 'Mandatory fields left open',
    openUnknown: 'not known',
    openNone: 'none',
    openSome: (n: number): string => (n === 1 ? '1, to be sent after it' : `${n}, to be sent after it`),
    moreOwed: (n: number): string =>
      `${n === 1 ? 'One mandatory field was' : `${n} mandatory fields were`} left open. Send what was missing as a ` +
      'follow-up, or complete it.',
    moreUnknown: 'Nobody recorded whether mandatory fields were left open. Complete it, or say why not at the closing.',
    differs: 'What you filed differs from what is known now',
    since: (filed: string, now: string): string => `filed as “${filed}”, now “${now}”`,
    moreSince: 'When you know more, add it as a follow-up.',
    complete: 'This filing is complete. If something turns out otherwise, a correction can follow.',
    until: 'what was not known yet follows until',
    ownTarget: '(house target; the law names no day)',
    rest: 'Send the rest as a follow-up',
    others: 'Instead: complete it, or withdraw it',
    open: {
      initial: 'Begin the filing',
      'follow-up': 'Add a follow-up',
      complete: 'Complete it',
      withdrawal: 'Withdraw it',
    },
  },
  /** A duty that follows a filing which was left incomplete. */
  incompleteBefore: {
    says: (article: string, open: number | null): string => {
      const left = open === null ? 'was left incomplete' : `left ${open === 1 ? '1 field' : `${open} fields`} open`;
      return (
        `The filing of ${article} ${left}. Send what is missing as its follow-up first; ` +
        'recording something here does not complete it.'
      );
    },
    runsOn: 'The limit here runs on until nothing of it is open.',
    which: (n: number): string => (n === 1 ? 'Which field is open' : `Which ${n} fields are open`),
    link: (article: string): string => `Send the rest of ${article}`,
  },
  registerDuty: {
    crumb: 'Register entry',
    title: (article: string): string => `The register entry, ${article}`,
    lede:
      'Tocsin keeps this entry by itself, from what is recorded of the breach. Nothing is handed to anybody; the ' +
      'supervisory authority may ask to see it.',
    open: 'Find it in the register',
    entry: 'What the entry says',
    whole: 'Nothing is missing in the entry',
    metWhenClosed: 'The duty is met when the breach is closed with the entry as whole as it is now.',
    met: 'The breach is closed and the entry is whole: the duty is met.',
    gaps: (count: number): string =>
      count === 1 ? '1 thing is not in the entry yet' : `${count} things are not in the entry yet`,
    gapsOpen: 'There is no deadline. Each is stated where it belongs, and stands in the entry at once.',
    gapsClosed: 'The breach was closed without them, and its record can no longer change.',
    parts: {
      awareness: 'When the organisation became aware',
      summary: 'What happened',
      systems: 'Which systems are touched',
      data: 'Which data is concerned',
      people: 'How many people are concerned',
      consequences: 'The likely consequences',
      measures: 'The remedial action',
      art33: 'The decision on Art. 33, with its reasons',
      art34: 'The decision on Art. 34, with its reasons',
    },
    notFiled: 'This duty is met by the register entry, which Tocsin keeps by itself: there is nothing to file.',
  },
  versions: 'Versions',
  versionsNone: 'Nothing has been handed in yet.',
  version: (number: number): string => `Version ${number}`,
  versionColumns: {
    version: 'Version',
    filed: 'Handed in',
    approved: 'Approved by',
    receipt: 'Receipt',
    bytes: 'Bytes',
  },
  late: 'late',
  byChannel: (channel: string): string => `by ${channel}`,
  withoutDocument: 'recorded without its bytes',
  byNotices: 'the letters to customers',
  withoutApproval: 'recorded by, without an approval here',
  compare: 'Compare',
  against: 'Against',
  compareTitle: (number: number, with_: number): string =>
    `What version ${number} says differently from version ${with_}`,
  compareNothing: 'Nothing differs between the two.',
  compareNot: 'One of the two was recorded without its bytes, or is not of this form: there is nothing to compare.',
  field: 'Field',
  before: (number: number): string => `Version ${number}`,
  exactBytes: 'Exact bytes',
  download: 'Download the file',
  stage: 'Stage',
  noStage: 'none',
  problems: {
    otherDraft: 'The draft is not the one you saw: it was changed. Look at it again, then approve.',
    notApproved:
      'These bytes were not approved. Approve the draft first, or record a filing made elsewhere, with reasons.',
    elsewhereReasons: 'Say why it was filed without an approval here: it goes into the record.',
    unread: 'Read the draft and tick that you did: some of it nobody has typed or stated.',
    needed: 'This is needed.',
    receiptReasons: 'Say why the receipt is corrected: it goes into the record.',
    saveFirst: 'Save first: what you typed is not part of what would be approved.',
    late: (article: string): string =>
      `This is after the deadline: ${article} accepts it late only with the reasons for the delay.`,
    untimely: {
      future: (now: string): string => `This lies in the future: it is ${now} now. Record the filing once it is made.`,
      approval: (at: string): string =>
        `This is before the file was approved, ${at}. Give the time at which it was handed in.`,
      awareness: (at: string): string =>
        `This is before the organisation became aware, ${at}. Correct the one or the other.`,
    },
  },
};
