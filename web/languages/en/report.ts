/** Reporting a breach, and what becomes of it. */
export const report = {
  title: 'Report a possible breach',
  lede:
    'Send the short part now, even if you are not sure. It takes a minute. Details can follow, and a false alarm ' +
    'costs nothing.',
  part1: 'Part 1. The short report',
  part1Note: 'A title and a few words are enough',
  name: 'In one line',
  nameHint: 'Such as: laptop left on a train. No names of people.',
  summary: 'What happened?',
  summaryHint:
    'Two or three sentences: what you saw, where, since when. No passwords or keys, and no names of people. These ' +
    'words stay inside: nobody outside reads them.',
  awareAt: 'Since when does the organisation know for certain?',
  awareAtHint: 'Leave it empty if nobody is certain yet. A time here starts the clocks at once.',
  awareAtKept:
    'Leave it empty if nobody is certain yet. The time you give is looked at and recorded; then the clocks start.',
  systems: 'Which systems are touched?',
  systemsHint: (shown: number, all: string): string =>
    `From the data-flow register. ${shown} of ${all} are shown; ticked ones stay. One that is missing: name it ` +
    'above, in what happened.',
  noSystems: 'The data-flow register has no systems yet. Say in your own words which are touched.',
  find: 'Find a system by name, id or alias',
  findButton: 'Search',
  found: (n: number, text: string): string =>
    n === 0
      ? `Nothing in the register goes by “${text}”.`
      : n === 1
        ? `1 system goes by “${text}”.`
        : `The first ${n} systems that go by “${text}”.`,
  people: (n: string): string => `about ${n} people`,
  send: 'Send the report',
  drill: 'This is an exercise',
  drillScale: 'Exercise',
  drillScaleHint: 'Mail then goes to the development inbox only, and nothing is counted.',
  scales: {
    '': 'No: it is real',
    '1': 'Exercise, in real time',
    '60': 'Exercise: an hour passes in a minute',
    '1440': 'Exercise: a day passes in a minute',
    '17280': 'Exercise: a day passes in five seconds',
  },
  part2: 'Part 2. Details, if you have them',
  part2Note: 'Never blocks part 1',
  part2Open: 'What happened to the data, how many people, on purpose or not',
  doNotKnow: 'I do not know',
  dataKinds: 'Kinds of data, as far as you know',
  dataKindsHint: 'Nothing ticked means not known.',
  peopleConcerned: 'How many people, roughly?',
  peopleConcernedHint: 'A number, or as you would say it: about 40, 40 to 50. Other words are kept as they are.',
  notUnderstood: {
    below: 'Not understood in the form, and kept as it was written:',
    told:
      'Your report has arrived, whole. This could not be read as an answer. It stands in your report as you wrote ' +
      'it, for whoever looks into it:',
  },
  malicious: 'Did somebody do it on purpose?',
  will: {
    title: 'What will start',
    ifNow: 'If this is confirmed now',
    ifThen: 'With the time you gave',
    tick: 'Tick a system to see its clocks.',
    tickAndShow: 'Tick the systems, then show the clocks.',
    show: 'Show what the clocks would be',
    fresh: 'For the systems ticked when you asked.',
    first: 'The first limit would be',
    nothing: 'No clock would start from these systems alone.',
    more: (n: number): string => (n === 1 ? 'and 1 more clock' : `and ${n} more clocks`),
    notices: (suppliers: number, customers: number): string => {
      const parts = [
        suppliers === 0 ? '' : suppliers === 1 ? '1 supplier' : `${suppliers} suppliers`,
        customers === 0 ? '' : customers === 1 ? '1 customer' : `${customers} customers`,
      ];
      return `Notices to ${parts.filter((part) => part !== '').join(' and ')}, at once`;
    },
    target: 'our own target',
    note: 'A report without a time starts no clock. The DPO records awareness, and can correct it.',
  },
  danger: 'In danger now?',
  dangerText: 'Call first, report afterwards:',
  problems: {
    title: 'Give a title of 3 to 200 characters.',
    summary: 'Say in a few words what happened.',
    summaryLong: 'That is longer than 20,000 characters.',
    future: 'This time lies ahead. Check the date, the time and the zone.',
    system: (id: string): string => `The register has no system “${id}”.`,
    systems: 'At most 1,000 systems fit into one report.',
    people: 'Give a whole number from 0 to 10,000,000,000, or leave it empty.',
    option: 'Choose one of those offered.',
    sentBefore: 'This form was sent before with other words, and that report is kept. Send again to add this one.',
  },
  sent: {
    title: 'Your report is kept',
    lede: 'It cannot be lost any more. Give the reference when somebody calls you.',
    again: 'This report came in before. Nothing was done twice.',
    waits:
      'The workflow engine does not answer at the moment. The report is kept, and starts by itself when it is back.',
    drill: 'This report belongs to an exercise: nothing is really sent.',
  },
  reference: 'Reference',
  receivedAt: 'Received',
  state: 'State',
  states: {
    received: 'Received',
    open: 'Being looked at',
    confirmed: 'Confirmed',
    dismissed: 'No breach',
    merged: 'Part of another report',
    closed: 'Closed',
  },
  stateText: {
    kept: 'Kept, and handed on as soon as the workflow engine answers.',
    received: 'It lies with the people who look into it. Nobody has acted on it yet.',
    open: 'Somebody is looking into it. You may be called or asked here.',
    confirmed: 'It is a breach, and is being dealt with. You may be asked here.',
    dismissed: 'It was looked into, and was no breach. A false alarm costs nothing. Report again if it goes on.',
    merged: 'Somebody else reported the same. It is dealt with there.',
    closed: 'The matter is closed. Report again if it goes on.',
  },
  wrote: 'What you wrote',
  named: 'Systems you named',
  knew: 'Known since',
  toBreach: 'Open the incident',
  another: 'Report another',
  mine: 'My reports',
  mineLede: 'What you reported, and what became of it. Only you see this list.',
  mineEmpty: 'You have not reported anything yet.',
  column: 'Report',
  all: 'All my reports',
  summaryShort: 'No passwords or keys, and no names of people. These words stay inside: nobody outside reads them.',
  short: {
    nav: 'No computer involved, or something sent to the wrong place? Three questions are enough.',
    lede: 'Three answers, and it is on its way. Details can follow, and a false alarm costs nothing.',
    kinds: {
      paper: { title: 'Paper lost or seen by others', what: 'What was lost, left behind or seen, and by whom?' },
      spoken: { title: 'Said where others could hear', what: 'What was said, and who could hear it?' },
      misdirected: { title: 'Sent to the wrong recipient', what: 'What was sent, and to whom did it go instead?' },
    },
    where: 'When and where was it?',
    who: 'Whom does it concern?',
    whoHint: 'Such as: customers in Bremen, one applicant, our own staff.',
    people: 'How many people, roughly?',
    peopleHint: 'A whole number. Leave it empty if you do not know.',
  },
  more: {
    waiting: (n: number): string =>
      n === 1 ? '1 question waits for your answer' : `${n} questions wait for your answer`,
    questions: 'Questions for you',
    question: (n: number): string => `Question ${n}`,
    asked: 'asked',
    answer: 'Your answer',
    answered: 'You answered',
    answerAct: 'Send the answer',
    added: 'What you added',
    file: (name: string, size: string): string => `File: ${name} (${size} bytes)`,
    add: 'Add to your report',
    text: 'What you remembered or found since',
    textHint: 'No passwords or keys. It stays inside, and whoever looks into it is told that there is something new.',
    addAct: 'Add this',
    attach: 'Add a file',
    attachHint:
      'Up to 10 MiB, such as a screenshot or a photo of a letter. It is kept encrypted and never opened here.',
    lost: 'The text can no longer be read.',
    notYet: 'You can add something once the workflow engine has your report.',
    closed: 'The matter is closed. What you add is read, and it may be opened again for that.',
    justClosed: 'The matter was closed at this moment. What you typed is still here: send it again.',
    away: 'The workflow engine does not answer. What you typed is still here: send it again in a moment.',
  },
};
