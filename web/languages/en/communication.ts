/** Telling many: how a communication stands, and what people do about it. */
export const communication = {
  title: 'Sending',
  status: {
    unreleased: 'Waits for a release',
    running: 'Under way',
    paused: 'Paused',
    stopped: 'Stopped',
    finished: 'Finished',
  },
  because: {
    asked: 'Somebody paused it; the reasons stand in the timeline.',
    refusals:
      'More than a fifth of a page of letters was refused, so it paused by itself. Look at the addresses and the ' +
      'mail server, then go on.',
    'connections-lost':
      'Connections broke off again and again after the server had the whole letter, so it paused by itself. Some ' +
      'may have arrived: look at those that are uncertain, then go on.',
    busy: 'The mail server is busy (421). Nothing was used up; it goes on by itself after five minutes.',
    'changed-after-stop':
      'It was stopped, and since then the facts name others to be told. Nobody is written to before somebody goes ' +
      'on with it or stops it again.',
    reopened:
      'The incident had been closed, which ended it, and was opened again. Nobody is written to before somebody goes ' +
      'on with it or stops it.',
  },
  letters: { pending: 'Waiting', sending: 'On its way', sent: 'Sent', refused: 'Bounced', uncertain: 'Uncertain' },
  stopped: 'Nothing more is sent. Who was told already stays told.',
  acts: {
    pause: {
      verb: 'Pause',
      hint: 'Letters on their way still leave; no further one does. Reasons go into the record.',
    },
    resume: { verb: 'Go on', hint: 'It goes on where it paused. Reasons go into the record.' },
    stop: { verb: 'Stop for good', hint: 'No letter, reminder or escalation leaves any more.' },
    uncertain: { verb: 'Decide on uncertain letters', hint: 'The reasons stand with each of them.' },
  },
  /** The page of the notice to one supplier or customer. */
  notice: {
    title: (name: string): string => `Notice to ${name}`,
    lede: 'What was sent, how its link was used, and what was answered by it.',
    round: (n: number): string => (n === 1 ? 'First notice' : `Notice ${n}`),
    escalated: 'Second contact asked',
    answerBy: 'Answer by',
    link: 'Link',
    opensUntil: 'Opens until',
    ended: 'Ended',
    revoked: 'Revoked: it opens nothing',
    anew: (n: number): string => (n === 1 ? 'given out anew once' : `given out anew ${n} times`),
    opened: 'Opened by a person',
    prefetched: 'Fetched by a program, or so it said',
    never: 'Never',
    times: (n: string): string => (n === '1' ? 'Once' : `${n} times`),
    first: 'first',
    last: 'last',
    from: 'from',
    unknownPlace: 'an unknown network',
    noAnswer: 'Not answered yet.',
    answer: 'Answer that counts',
    others: (n: number): string => (n === 1 ? '1 earlier answer' : `${n} earlier answers`),
    othersText:
      'Given by the link before. The latest answer counts, and all stay on record; a sign of misuse in any of them ' +
      'stays open until somebody says what came of it. Ask back where they differ, and revoke the link where you do ' +
      'not know who gave them.',
    spoken: {
      verb: 'Record an answer by telephone',
      hint:
        'It counts as an answer by the link does, from when it was said. That you recorded it stands beside it, here ' +
        'and in the ledger.',
      at: 'When was it said?',
      by: 'Who said it?',
      byHint: 'Name and function, and where to ask back',
      data: 'What did they say of the data?',
      misuse: 'What did they say of misuse?',
      reasonsHint: 'How you know who it was, such as the number that you called. They go into the record.',
      recordedBy: (name: string): string => `Put on record by ${name}`,
      because: 'Reasons:',
    },
    letters: 'What was sent',
    steps: {
      first: 'First notice',
      reminder: 'Reminder',
      escalation: 'Second contact asked',
      link: 'New link',
      correction: 'Correction',
    },
    contacts: { first: 'to the first contact', second: 'to the second contact' },
    results: {
      sent: 'sent',
      refused: 'bounced',
      uncertain: 'may have left',
      failed: 'did not leave',
      waiting: 'waits to leave',
    },
    texts: (n: number): string => (n === 0 ? 'The first text' : `Correction ${n}`),
    readAs: 'Read the text',
    acts: {
      revoke: {
        verb: 'Revoke the link',
        hint: 'Nobody reads or answers by it any more, and reminders bring none. Reasons go into the record.',
      },
      reissue: {
        verb: 'Send a new link',
        hint:
          'The earlier link ends. The new one leaves as a letter of its own to whom letters may have reached, at the ' +
          'addresses of the register as they stand now. Reasons go into the record.',
      },
    },
  },
  /** Where the policy asks for a second person. */
  fourEyes: {
    rule:
      'To go on, or to send again, takes a DPO or deputy who did not draft it and has signed in. That letters ' +
      'arrived can be said by each of them.',
    drafter: 'You drafted this letter, so another DPO or deputy lets it go on. Ask one of them to open this page.',
    token: 'A token alone lets no such letters leave: a DPO or deputy signs in and does so on this page.',
  },
  reasons: 'Reasons',
  needReasons: 'Give the reasons: they go into the record.',
  sure: 'Is it to end?',
  sureTick: 'Yes. I know that it cannot be taken up again.',
  needSure: 'Tick that it is to end for good.',
  uncertain: (n: string): string => (n === '1' ? '1 letter may have left' : `${n} letters may have left`),
  uncertainText: 'The connection broke during the handover. None of them is sent again before somebody decides.',
  decision: 'What is true of them?',
  decisions: { arrived: 'They arrived', 'send-again': 'Send them again' },
  needDecision: 'Say whether they arrived or are sent again.',
  which: 'Which of them?',
  ticked: 'Those ticked in the list',
  all: (n: string): string => `All of them (${n})`,
  tick: 'decide on it',
  needTicked: 'Tick at least one in the list, or choose all of them.',
  people: 'People not reached',
  peopleNote: 'Addresses masked',
  number: 'No.',
  address: 'Address',
  language: 'Language',
  when: 'When',
  nobody: 'Nobody.',
};
