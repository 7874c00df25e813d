export const campaigns = {
  lede:
    'Letters to the people concerned, over all incidents. Nothing is sent before somebody approved exactly this ' +
    'content.',
  empty: 'No campaign yet.',
  emptyHint: 'One is prepared from the page of its incident.',
  title: 'Telling the people concerned',
  campaign: (n: number): string => `Campaign ${n}`,
  incident: 'Incident',
  letter: 'Campaign',
  state: 'State',
  progress: 'Progress',
  approvedBy: 'Approved by',
  notYet: 'not yet',
  waiting: 'Waiting',
  sent: 'Sent',
  refused: 'Bounced or refused',
  uncertain: 'Uncertain',
  total: (n: string): string => (n === '1' ? '1 person' : `${n} people`),
  compose: {
    title: 'Prepare a campaign',
    lede:
      'First a draft. It sends nothing: the DPO or the deputy reads it with real names filled in, and approves ' +
      'exactly that content.',
    people: 'Who is told',
    list: 'People',
    listHint: 'A list belongs to this incident and can be written to once.',
    newList: 'A new list, from the file or the lines below',
    oldList: (n: string, when: string): string => `${n} people, imported ${when}`,
    file: 'A file, CSV or NDJSON',
    fileHint: (mib: number): string =>
      `In UTF-8, at most ${mib} MiB, with columns such as name, email and language. A person who is on it twice is ` +
      'told once; one without an address is kept and not written to. After a mistake the file has to be chosen again.',
    paste: 'Or the lines themselves',
    pasteHint: 'As in a file, with its first line.',
    large: 'For more than that, send the list through the API, which reads it as a stream of up to 256 MiB:',
    text: 'What they are told',
    subject: 'Subject',
    body: 'Letter',
    bodyHint: 'Write {{recipient}} where the name of the person goes; nothing else is filled in. Plain text.',
    law:
      'Art. 34(2) asks for: the nature of the breach in plain words, a contact, the likely consequences, and what ' +
      'was done and what people can do.',
    alsoHint: 'The people on the list may prefer another language. Before you write:',
    also: (language: string): string => `write it in ${language} as well`,
    translation: (language: string): string => `The same in ${language}`,
    translationHint: (language: string): string =>
      `Whoever on the list prefers ${language} gets this letter in place of the one above, word for word as it is ` +
      'approved. It is a text of its own: what you change above, change here too. Both fields empty: not in this ' +
      'language.',
    submit: 'Save the draft and look at it',
    closed: 'The incident is closed; no letter can be drafted any more.',
    fourEyes: 'Whoever drafts here does not approve: another DPO or deputy does, signed in.',
    noPeople: 'Choose a file, paste lines, or choose a list that was imported before.',
    bothGiven: 'There is a file and there are lines: keep one of them.',
  },
  says: {
    subject: 'A subject has 3 to 200 characters.',
    oneLine: 'The subject is one line without control characters.',
    text: 'A letter has 20 to 50,000 characters.',
    placeholders: 'The only placeholder is {{recipient}}.',
  },
  heading: {
    draft: (people: string): string => `A letter to ${people} waits for approval`,
    sending: (sent: string, total: string): string => `${sent} of ${total} people have been told`,
    stopped: (sent: string, total: string): string => `Stopped: ${sent} of ${total} people were told`,
    finished: (sent: string, total: string): string => `${sent} of ${total} people were told`,
  },
  ledes: {
    draft: 'Nothing has been sent. Read the letter as people will get it, then approve exactly this content.',
    sending: 'Sending. Load the page again for the numbers of the moment.',
    paused: 'Paused: for now nobody else on the list is written to.',
    stopped: 'Nobody else on the list is written to. The duty to tell them is not met by it alone.',
    finished: 'Every person on the list was tried. The duty to tell them still runs until its filing is recorded.',
  },
  listFewer: (listed: string, concerned: string): string =>
    `The list has ${listed} of about ${concerned} people concerned. Who is not on it is not told by this letter.`,
  communication: {
    title: (campaign: number, sent: string, total: string): string =>
      `Campaign ${campaign}: ${sent} of ${total} people were told`,
    fewer: (sent: string, concerned: string): string =>
      `${sent} of about ${concerned} people concerned were written to.`,
    record: 'Record this campaign as the communication (Art. 34)',
    otherLaws: 'The same letter for other laws',
    otherHint:
      'One letter can meet the duties of several laws. Record it only where it says what this law asks for, in its ' +
      'form, and went to the people of its place.',
    duty: 'Duty',
    because: 'Why the letter meets this duty',
    needBecause: 'Say why the letter meets this duty: it goes into the record.',
    recordOther: 'Record this campaign for this duty',
    receipt: ({
      campaign,
      sent,
      total,
      contentHash,
    }: {
      campaign: number;
      sent: number;
      total: number;
      contentHash: string;
    }): string => `Campaign ${campaign}: ${sent} of ${total} told, SHA-256 of the letter ${contentHash}`,
    channel: 'Letters by e-mail',
    reasons: (campaign: number): string =>
      `The people concerned were told by campaign ${campaign}, whose letter was approved.`,
    notFinished: 'There is no finished campaign of this number.',
    notOpen: 'The duty to tell the people concerned does not wait for a filing.',
  },
  toDuties: 'Duties of the incident',
  reload: 'Load again',
  imported: (people: string, duplicates: string): string =>
    `The draft is saved. People on the list: ${people}. Lines left out because they named somebody who was on it ` +
    `already: ${duplicates}.`,
  key: { ok: 'Green: sent', warn: 'Amber: uncertain', bad: 'Red: refused' },
  meter: (sent: string, refused: string, uncertain: string, waiting: string, total: string): string =>
    `Of ${total} people: ${sent} sent, ${refused} refused, ${uncertain} uncertain, ${waiting} waiting`,
  subs: {
    sent: 'accepted by the receiving server',
    waiting: 'in order of import',
    refused: 'refused for good',
    uncertain: 'may have left; never sent again by itself',
  },
  notReached: 'Not reached',
  notReachedNote: (n: string): string => (n === '1' ? '1 person' : `${n} people`),
  outcome: 'Outcome',
  count: 'People',
  means: 'What it means',
  next: 'What to do',
  refusedMeans: 'The receiving server refused the letter for good.',
  refusedNext: 'Tell them by another way: by post, by telephone, or in public (Art. 34(3)(c)).',
  uncertainMeans: 'The connection broke while the letter was handed over. It may or may not have left.',
  uncertainNext: 'It is not sent again by itself. Decide above whether a second letter does less harm than none.',
  warnings: {
    draft: 'Look at this before you approve',
    sending: 'Noted in the letter',
    stopped: 'Noted in the letter',
    finished: 'Noted in the letter',
  },
  warning: (where: 'subject' | 'text', line: number, says: string): string =>
    `${where === 'subject' ? 'Subject' : `Line ${line}`}: ${says}`,
  preferOther: (people: number, figure: string, preferred: string, letter: string): string =>
    people === 1
      ? `1 person prefers ${preferred}; the letter goes to them in ${letter}.`
      : `${figure} people prefer ${preferred}; the letter goes to them in ${letter}.`,
  translated: {
    text: (language: string, people: string | null): string =>
      people === null ? language : `${language}, to ${people}`,
    read: (language: string): string => `I have read the letter in ${language}`,
    needed: (language: string): string => `Read the letter in ${language}, and say so: it goes out as its own text.`,
  },
  preview: 'The letter, as people get it',
  previewNote: (shown: string, total: string): string => `The first ${shown} of ${total}, addresses masked`,
  previewOf: (n: number, email: string, language: string): string => `No. ${n}, ${email}, ${language}`,
  subjectLine: 'Subject:',
  approval: 'Approval',
  approvalHint: 'Changing the letter or the list makes another campaign, with an approval of its own.',
  open: {
    title: (count: number): string =>
      count === 1 ? 'The letter says “not known yet” once' : `The letter says “not known yet” ${count} times`,
    facts: {
      nature: 'What happened',
      dataCategories: 'Which data',
      consequences: 'What it can mean for people',
      measures: 'What was done, and what people can do',
    },
    subject: 'subject',
    line: (line: number): string => `line ${line}`,
    state: 'State it',
    anew: 'Stated by now: write the letter anew',
    keeps: 'A draft keeps its words. Once a fact is stated, prepare the campaign again.',
    legend: 'What people read as not known yet',
    tick: 'Send it although these are not known yet',
    needed: 'The letter says “not known yet”. State the facts and write it anew, or tick that it goes out like this.',
  },
  /** Recorded words in a letter of another language. */
  repeated: {
    title: (count: number): string =>
      count === 1
        ? 'The letter repeats recorded words that may be in another language'
        : `The letter repeats recorded words that may be in another language, in ${count} places`,
    places: 'A draft keeps its words. Change the words on record, or write the letter anew:',
    facts: 'facts of the incident',
    anew: 'new letter',
    legend: 'Language of these words',
    tick: 'I have read them: they are in the language of the letter',
    needed: 'The letter repeats words that may be in another language. Write it anew, or tick that they are right.',
  },
  reasons: 'Reasons',
  reasonsHint: 'They go into the record.',
  needReasons: 'Give the reasons: they go into the record.',
  fourEyes: {
    rule: 'Approved by a DPO or deputy who did not draft it and has signed in.',
    draftedBy: (name: string): string => `Drafted by ${name}.`,
    unknown: 'Who drafted it is not on record.',
    drafter: 'You drafted this letter, so another DPO or deputy approves it. Ask one of them to open this page.',
    token: 'A token alone does not approve letters to people: a DPO or deputy signs in and approves it on this page.',
  },
  approve: (people: string): string => `Approve and send to ${people}`,
  approved: 'Approved',
  mayNot: 'Only the DPO and the deputy approve.',
  content: 'Content',
  fingerprint: 'SHA-256 of exactly this content',
  other: 'What you saw is not the content of this campaign. Look at it again; nothing was approved.',
};
