import type { ClosingCode } from '../../../domain/breach/closing-gate.ts';
import { obligations } from './breach-duties.ts';
import { events, kinds } from './breach-events.ts';
import { open } from './breach-open.ts';
import { pages } from './breach-pages.ts';

/** What a point in the way of closing is about; `count` is null where nobody knows how many. */
type PointSaid = {
  count: number | null;
  campaign: number | null;
  people: { told: string; concerned: string } | null;
  duty: string;
  article: string;
  parts: string;
  places: string;
};
type PointWords = Record<ClosingCode, (point: PointSaid) => string>;

const ofCampaign = (campaign: number | null): string =>
  campaign === null ? ' among suppliers and customers' : ` in campaign ${campaign}`;

/** The page of one breach. */
export const breach = {
  pages,
  events,
  obligations,
  open,
  exercise: (scale: string): string =>
    scale === '1'
      ? 'This breach belongs to a drill: time runs as in earnest, and nothing is really sent.'
      : `This breach belongs to a drill: time runs ${scale} times faster, and nothing is really sent.`,
  status: { suspected: 'Suspected', confirmed: 'Confirmed', closed: 'Closed' },
  candidate: 'Under investigation',
  origin: { alert: 'Alert', report: 'Report' },
  roles: {
    controller: 'Controller',
    'joint-controller': 'Joint controller',
    processor: 'Processor',
    'sub-processor': 'Sub-processor',
  },
  planes: { control: 'our own data', 'customer-data': 'customers’ data' },
  roleOnPlane: (role: string, plane: string): string => `${role}, ${plane}`,
  key: {
    aware: 'Aware since',
    next: 'Next limit',
    people: 'People concerned',
    reported: 'Reported',
    noLimit: 'No clock is running',
    ownTarget: (what: string): string => `Our own target: ${what}`,
    noLaw: 'set by no law',
    duties: (n: number): string => (n === 1 ? '1 duty' : `${n} duties`),
    noCountries: 'countries not known',
    registerLists: (countries: string): string => `the register lists: ${countries}`,
    atLeast: (n: string): string => `at least ${n}`,
    fromRegister: 'by the register, for the touched systems',
  },
  asOf: {
    title: 'What was known then',
    text: 'This page shows what was on record at that instant. Nothing can be changed from here.',
    back: 'Back to now',
    ask: 'What we knew at',
    field: 'Date and time',
    show: 'Show that moment',
    before: 'Nothing was on record yet at that instant. The breach was reported later.',
    future: 'That instant lies ahead. What is known now is the latest there is.',
    cannot: 'The events up to that instant cannot be read, because the record is broken.',
  },
  chain: {
    verified: (n: number): string => `Chain verified up to event ${n}`,
    brokenTag: 'Chain broken',
    brokenTitle: (n: number): string => `The timeline does not verify from event ${n} on`,
    brokenText: (phone: string): string =>
      'What is on record was changed from outside. Clocks keep running. Do not file or decide from this page. Call ' +
      `${phone}, and keep the page open.`,
    finding: (seq: number | null): string => (seq === null ? 'A file' : `Event ${seq}`),
    whole: (n: number, total: number): string => `Chain verified up to event ${n} of ${total}`,
    brokenFrom: (n: number): string => `Does not verify from event ${n} on`,
    head: 'last hash',
    no: (seq: number): string => `no. ${seq}`,
    unreadable: 'The text of this event can no longer be read',
    doubted: 'not verified',
  },
  severity: {
    title: 'Severity',
    method: 'ENISA method, 2013. An aid, not the legal test',
    notYet: 'Not assessed yet. Load the page again in a moment.',
    levels: { low: 'low', medium: 'medium', high: 'high', 'very-high': 'very high' },
    tag: (level: string, score: string): string => `Severity: ${level}, ${score}`,
    dpc: 'Data context, DPC',
    ei: 'Ease of identification, EI',
    cb: 'Circumstances, CB',
    se: 'Severity, SE',
    times: 'times',
    plus: 'plus',
    equals: 'equals',
    scale: (score: string, level: string): string =>
      `Scale from 0 to 6 in four bands: low, medium, high, very high. This breach scores ${score}, which is ${level}.`,
    flags: {
      'more-than-100-people': 'more than 100 people',
      unintelligible: 'data unreadable to others',
      'near-band-edge': 'near the edge of a band',
      'vulnerable-people': 'people in need of protection',
    },
    advises:
      'The score is advice. Whom to notify under Art. 33 and Art. 34 is a question of its own, and a person ' +
      'decides it.',
  },
  articles: {
    title: 'Art. 33 and Art. 34',
    note: 'Two decisions, apart from the score and from each other',
    of: { art33: 'Art. 33, the authority', art34: 'Art. 34, the people concerned' },
    proposed: 'Proposed',
    decided: 'Decided',
    notYet: 'No proposal yet.',
    undecided: 'Not decided yet',
    proposalCounts: 'Until somebody decides, the proposal counts.',
    conclusions: { unlikely: 'A risk is unlikely', risk: 'Risk', 'high-risk': 'High risk' },
    notify: {
      art33: { yes: 'notify the authority', no: 'no notification to the authority' },
      art34: {
        yes: 'tell the people concerned',
        no: 'no notice to the people concerned',
        public: 'one public notice in place of a letter to each person',
      },
    },
    other: (proposed: string): string => `The engine proposed: ${proposed}`,
    reopened: 'Facts changed since',
    lookAgain: 'The decision stands until somebody confirms or changes it. Please look again.',
    decide: 'Decide',
    decideAgain: 'Confirm or decide anew',
    conclusion: 'Risk to the rights and freedoms of people',
    lower:
      'If you decide on less than was proposed, the duties that depend on it end at once, and their clocks with them.',
    reasons: 'Reasons',
    reasonsHint: 'They go into the record under your name, and into the register (Art. 33(5)).',
    difference: 'Why it differs from the other article',
    differenceHint: 'Needed where one article goes by a high risk and the other does not.',
    differs: 'One article goes by a high risk and the other does not. Decide both alike, or say here why they differ.',
    record: 'Record the decision',
  },
  awareness: {
    title: 'Awareness',
    none: 'Not recorded',
    noneText: 'Nobody has recorded yet since when the organisation knows. No clock runs before that.',
    suggested: 'The report says that this has been known since',
    suggestedNote: 'Record it if it is so.',
    record: 'Record awareness',
    correct: 'Correct the awareness',
    recordedOnce: 'Recorded once',
    done: {
      clocks: 'It is recorded. These clocks run:',
      none: 'It is recorded. No clock runs.',
      assessed: 'It is recorded. Which clocks run by it is being worked out: look again in a moment.',
      until: 'until',
      more: (n: number): string => `${n} more clocks`,
      told: 'Recording it told nobody outside.',
    },
    sends: 'This starts the clocks. It tells nobody outside: what suppliers and customers read waits for a release.',
    corrections: (n: number): string => (n === 1 ? '1 correction' : `${n} corrections`),
    recorded: 'Recorded:',
    corrected: 'Corrected to',
    instead: 'instead of',
    counts: 'counts',
    field: 'Since when do we know?',
    hint:
      'The moment when somebody here had reasonable certainty that personal data was compromised (Guidelines ' +
      '9/2022, para. 31).',
    reasons: 'Reasons',
    reasonsFirst: 'What made it certain, and who knew. May stay empty.',
    reasonsCorrection: 'Needed for a correction. The earlier instant stays on record; all clocks move.',
    future: 'This instant lies ahead. Check the date, the time and the zone.',
  },
  tracks: {
    title: 'Our roles',
    note: 'Decided for each system, never for the incident as a whole',
    role: 'Role',
    data: 'Data',
    tells: 'Whom we tell',
    why: 'Why',
    unknown: 'not known yet',
    nobody: 'nobody, by the laws looked at',
    more: (n: string): string => `And ${n} more customers, each with a track of its own.`,
    recipients: {
      authority: 'authority',
      people: 'people concerned',
      'joint-controller': 'joint controller',
      controller: 'customer, as controller',
      processor: 'customer, as processor',
    },
    because: {
      controller: 'We decide why and how this data is processed (Art. 4(7)).',
      'joint-controller': 'We decide together with others; the arrangement says who tells whom (Art. 26).',
      processor: 'We hold it for the customer: we tell the customer, and nobody else (Art. 33(2)).',
      'sub-processor': 'We hold it for a processor, who tells its controller (Art. 28(4), 33(2)).',
    },
  },
  notices: {
    title: 'Notices to suppliers and customers',
    short: 'Notices',
    none: 'Nobody is to be told yet: whom it concerns is known once awareness and the touched systems are recorded.',
    progress: (done: string, all: string): string => `${done} of ${all} acknowledged`,
    meter: (done: string, waiting: string, late: string, bad: string, all: string): string =>
      `${done} of ${all} acknowledged, ${waiting} sent, ${late} reminded or uncertain, ${bad} not reached`,
    filters: 'Show only',
    parts: {
      all: 'All',
      open: 'Not acknowledged',
      unreached: 'Not reached',
      uncertain: 'Uncertain',
      late: 'Late',
      misuse: 'Sign of misuse',
      acknowledged: 'Acknowledged',
    },
    nothing: 'None of them.',
    party: 'Supplier or customer',
    state: 'State',
    sent: 'Sent',
    reminded: 'Reminded',
    acknowledged: 'Acknowledged',
    answer: 'Answer',
    answerBy: 'answer by',
    openedAt: 'opened',
    escalated: 'second contact asked',
    round: (n: number): string => `notice ${n}`,
    kinds: { supplier: 'supplier', customer: 'customer' },
    status: {
      planned: 'Planned',
      deferred: 'Tried again',
      sent: 'Sent',
      opened: 'Opened',
      reminded: 'Reminded',
      escalated: 'Second contact asked',
      acknowledged: 'Acknowledged',
      refused: 'Bounced',
      failed: 'Failed',
      uncertain: 'Uncertain',
      expired: 'Expired',
      withdrawn: 'Withdrawn',
      superseded: 'Followed by another',
    },
    hints: {
      planned: '',
      deferred: 'the server does not take it now',
      sent: '',
      opened: '',
      reminded: '',
      escalated: '',
      acknowledged: '',
      refused: 'the mailbox refuses it for good: call',
      failed: 'did not leave in time; the next contact is asked',
      uncertain: 'may have left; it is not sent again by itself',
      expired: 'no answer, the link has ended: call',
      withdrawn: 'its systems are not touched any more',
      superseded: 'more of its systems were touched',
    },
    misuse: {
      yes: 'Sign of misuse: call them',
      no: 'No sign of misuse.',
      unknown: 'Still looking for misuse.',
      seen: 'Sign of misuse.',
      settled: 'Sign of misuse, dealt with.',
    },
    correction: 'Correction',
    holds: { yes: 'Holds data.', no: 'Holds no data.', unknown: 'Does not know yet whether it holds data.' },
    theirs: { yes: 'The data is theirs.', no: 'Not their data.', unknown: 'Does not know yet whether it is theirs.' },
    answeredBy: (name: string): string => `answered by ${name}`,
    spokenBy: (name: string): string => `said by ${name}, by telephone or in person`,
  },
  campaigns: {
    title: 'Telling the people concerned',
    short: 'Campaigns',
    none: 'No campaign yet.',
    otherWayNote: 'Once a campaign has ended, record it on its page as the communication.',
    otherWay: 'Record that people were told in another way',
    create: 'Prepare a campaign',
    campaign: (n: number): string => `Campaign ${n}`,
    status: { draft: 'Waits for approval', sending: 'Sending', stopped: 'Stopped', finished: 'Finished' },
    approved: 'Approved by',
    waits: (n: string): string => `${n} people are on the list.`,
    sent: (n: string, all: string): string => `${n} of ${all} sent.`,
    rest: (refused: string, uncertain: string, pending: string): string =>
      `${refused} bounced, ${uncertain} uncertain, ${pending} waiting.`,
  },
  decisions: {
    title: 'Decisions',
    note: 'Each names who, when and why. None can be edited, only followed by another',
    none: 'Nothing has been decided yet.',
  },
  timeline: 'Timeline',
  earlierPage: 'Earlier events',
  run: (from: number, to: number): string => `events ${from} to ${to}`,
  earlier: (n: number): string => (n === 1 ? '1 earlier event' : `${n} earlier events`),
  act: {
    title: 'Next step',
    recordAwareness: 'Record awareness',
    release: 'Release the notices',
    correctAwareness: 'Correct awareness',
    file: (article: string): string => `File ${article}`,
    tell: (article: string): string => `Tell the people: ${article}`,
    art33: 'Decide Art. 33',
    art34: 'Decide Art. 34',
    facts: 'State or correct facts',
    close: 'Close the breach',
    evidence: 'Evidence pack',
    evidenceOpen: 'Evidence pack, with readable texts',
    privileged: 'Include the privileged notes',
    note: 'Every step is written to the timeline under your name.',
    evidenceNote: 'The pack can be checked without this server: tocsin verify.',
    readOnly: 'You read this breach.',
    readOnlyText: 'Your role changes nothing in it.',
    closed: 'This breach is closed.',
    closedText: 'Where something has come up since, it can be opened again:',
    away: 'Nothing can be recorded until the workflow engine is back. What you type is not lost: keep the page open.',
  },
  blocks: {
    title: 'What is missing',
    none: 'Nothing but the duties below.',
    nothing: 'Nothing.',
    undecided: (article: string): string => `${article}: nobody has decided yet; the proposal counts`,
    misuse: (names: string): string => `Signs of misuse seen by ${names}: call them`,
    unreached: (names: string): string => `Not reached: ${names}. Call them`,
    paused: 'The notices are paused',
    systems: 'No touched system is named: nobody is told, and our role is not known',
    unlisted: 'A touched system is not in the register yet: nobody is told of it, and any role of ours counts',
  },
  suspicion: {
    suspected: 'First suspected',
    ofReport: (name: string): string => `as ${name} reported it`,
    investigated: 'Investigated since',
    reasons: 'How that is known',
    record: 'Record the suspicion or the investigation',
    afterAwareness: 'This lies after the organisation became aware. Correct the one or the other.',
    needTime: 'Give one of the two times.',
    knownFirst: 'This awareness lies before the recorded first suspicion:',
    knownFirstExplain:
      'It counts nevertheless. Say why it was known before it was suspected: record the awareness again with ' +
      'reasons, or correct the one or the other.',
    knownFirstExplained: 'It counts nevertheless; the reasons given with it stand above.',
    explain: (hours: number): string =>
      `${hours} hours passed between suspicion and awareness, more than we give ourselves. Say why: record the ` +
      'awareness again with reasons. Filings carry them.',
    explained: (hours: number): string =>
      `${hours} hours passed between suspicion and awareness. Filings carry the reasons of the awareness.`,
  },
  handling: {
    title: 'Who has it',
    nobody: 'Nobody has taken it',
    gone: (name: string): string => `Nobody has it: ${name} has left, or does another thing now`,
    unattended: 'Nobody is on duty now who can be told, so DPO and deputy are. Take it, or call who should.',
    owner: (name: string): string => `Owner: ${name}`,
    take: 'Take it',
    isTaken: 'Somebody took it a moment ago. It can be handed over, with reasons.',
    targets: 'Our own targets, set by no law:',
    involved: 'Involved:',
    unseen: (n: number): string =>
      n === 1
        ? 'One warning went out that nobody has said to have seen.'
        : `${n} warnings went out that nobody has said to have seen.`,
    seen: 'I have seen them',
    seenHint: 'It is on record; the warnings go on until the duty is done.',
    handOver: 'Hand it over',
    to: 'To whom',
    choose: 'Choose',
    needWho: 'Say who is to have it.',
    badWho: 'This user cannot have an incident: choose a DPO, deputy or responder who can sign in.',
    reasons: 'Reasons',
    confirm: 'Confirm it: record the awareness',
    triage: 'Dismiss or merge it',
    triageNote: 'It is closed by this, and stays in the register with the reasons.',
    outcome: 'What it came to',
    outcomes: { dismissed: 'It was no breach', merged: 'It is part of another incident' },
    kind: 'If it was no breach: what was it?',
    kindHint: 'It shows which rules of detection raise false alarms.',
    kindUnsaid: 'Not said',
    kinds,
    into: 'Part of which incident (its reference)',
    badInto: 'Name another incident that is open; a closed one is opened again first.',
    /** What each target of our own asks for, short. */
    asks: {
      take: 'Not taken',
      triage: 'Not confirmed or dismissed',
      investigation: 'Investigated',
      supplement: 'Supplement owed',
      release: 'To be released',
      correction: 'Correction to be released',
      misuse: 'Sign of misuse',
      unreached: 'Letter refused',
      uncertain: 'Letter uncertain',
      'letters-unreached': 'Letters to people refused',
      'letters-uncertain': 'Letters to people uncertain',
      decision: 'Decision to be confirmed',
    },
    tasksLeft: 'Tasks are open: finish or drop each, or say why they stay.',
  },
  signs: {
    title: 'What the notices brought',
    note: 'Look into it, call where it is needed, and say what came of it',
    open: {
      misuse: (n: number): string =>
        n === 1
          ? 'A supplier or customer saw signs of misuse'
          : `${n} answers of suppliers and customers speak of misuse`,
      unreached: (n: number): string =>
        n === 1 ? 'No letter reaches one supplier or customer' : `No letter reaches ${n} suppliers and customers`,
    },
    letters: (n: number, campaign: number): string =>
      `${n === 1 ? 'A letter' : `${n} letters`} of campaign ${campaign} did not arrive`,
    look: 'Show who it is',
    reasons: 'What came of it',
    settle: { misuse: 'The misuse is dealt with', unreached: 'They were reached otherwise' },
    moved: 'There are others by now, or somebody else dealt with it. Look at it again.',
  },
  close: {
    title: 'Close the breach',
    short: 'Closing',
    closed: 'Closed',
    note: 'A closed breach stays in the register; it can be opened again, with reasons',
    outcome: 'Outcome',
    outcomes: { resolved: 'Resolved', 'not-a-breach': 'It was no breach', merged: 'Part of another incident' },
    reasons: 'Reasons',
    over: (point: string): string => `Close over this all the same, because (${point})`,
    overHint: 'Left empty, it stays in the way.',
    closedOver: 'Closed over',
    /** What stood in the way at that time, without how much: that is not on record. */
    passed: {
      'awareness-missing': 'Awareness not recorded',
      'being-assessed': 'Duties being worked out anew',
      'duty-open': 'Duty still open',
      'campaign-waiting': 'Letters that waited for approval',
      'campaign-unfinished': 'Letters still being sent',
      'notices-unreleased': 'Suppliers and customers for whom nothing was released',
      'tasks-open': 'Open tasks',
      misuse: 'Signs of misuse',
      'notices-unanswered': 'Suppliers and customers who had not answered',
      'deliveries-refused': 'Letters that did not arrive',
      'deliveries-uncertain': 'Letters that may have left or not',
      'register-gaps': 'Gaps in the register entry',
      'filing-incomplete': 'Not wholly filed, or not everybody told',
      'filing-behind': 'The record said otherwise by then than the filing',
      'receipt-missing': 'Receipt of the filing not here',
      'notices-others': 'Others to be told than those it was released for',
      'correction-unreleased': 'Correction to suppliers and customers not released',
      'gap-unexplained': 'Long time between suspicion and awareness not explained',
      'decision-reopened': 'Facts changed since the decision',
      'law-not-modelled': 'Laws that are not modelled here',
    } satisfies Record<ClosingCode, string> as Record<ClosingCode, string>,
    passedCampaign: (n: string): string => `campaign ${n}`,
    mend: 'mend it, or give the reasons to close over it',
    reasonsLeft: (points: string[]): string =>
      `Not closed. Mend each of these, or give the reasons to close over it: ${points.join('; ')}`,
    free: 'Nothing stands in the way.',
    more: (n: number): string => `${n} more`,
    blocked: (n: number): string =>
      n === 1
        ? 'One thing is left before it can be closed as resolved'
        : `${n} things are left before it can be closed as resolved`,
    stillRunning: (duties: string[]): string =>
      `Still running: ${duties.join('; ')}. File or waive each before closing.`,
    states: 'State of the duties',
  },
  /** What stands in the way of closing. */
  points: {
    'awareness-missing': () => 'Awareness is not recorded',
    'being-assessed': () => 'The duties are being worked out anew',
    'duty-open': ({ duty }) => `Still open: ${duty}`,
    'campaign-waiting': ({ campaign }) => `Campaign ${campaign} waits for approval: nobody on its list is told`,
    'campaign-unfinished': ({ campaign }) => `Campaign ${campaign} is still being sent`,
    'notices-unreleased': ({ count: n }) => `Suppliers and customers for whom nothing was released: ${n}`,
    'tasks-open': ({ count: n }) => `Open tasks: ${n}`,
    misuse: ({ count: n }) =>
      n === null
        ? 'Whether answers speak of misuse was not counted yet'
        : `Signs of misuse seen by suppliers or customers: ${n}`,
    'notices-unanswered': ({ count: n }) => `Suppliers and customers who have not answered: ${n}`,
    'deliveries-refused': ({ count: n, campaign }) => `Not reached${ofCampaign(campaign)}: ${n}`,
    'deliveries-uncertain': ({ count: n, campaign }) => `May have left or not${ofCampaign(campaign)}: ${n}`,
    'register-gaps': ({ parts }) => `The register entry does not say yet: ${parts}`,
    'filing-incomplete': ({ duty, count: n, people }) =>
      people !== null
        ? `${duty}: ${people.told} of about ${people.concerned} people concerned were told`
        : n === null
          ? `${duty}: nobody knows whether the filing left mandatory fields open`
          : `${duty}: the filing left mandatory fields open (${n})`,
    'filing-behind': ({ duty }) => `${duty}: the record says otherwise by now than the filing`,
    'receipt-missing': ({ duty }) => `${duty}: the receipt of the filing is not here yet`,
    'notices-others': () => 'Others are to be told than those it was released for, or of other systems',
    'correction-unreleased': () => 'What suppliers and customers were told is not what is known',
    'gap-unexplained': ({ count: n }) => `Between suspicion and awareness lie ${n} hours, and nobody said why`,
    'decision-reopened': ({ article }) => `${article}: facts changed since the decision`,
    'law-not-modelled': ({ places }) => `The law of ${places} is not modelled here: ask counsel`,
  } satisfies PointWords as PointWords,
  reopen: {
    title: 'Open it again',
    what:
      'The clocks that still bind go on with the same limits. Notices and letters that the closing ended stay paused ' +
      'until somebody lets them go on.',
    reasons: 'Reasons to open it again',
    proposed: 'Something came in after the closing. Look at it, and open the breach again if it matters.',
    answers: (n: number): string => (n === 1 ? '1 notice was answered' : `${n} notices were answered`),
    misuse: 'An answer speaks of misuse',
    evidence: (n: number): string => (n === 1 ? '1 file came in' : `${n} files came in`),
    propose: {
      title: 'Propose to open it again',
      what:
        'For what you learned since it was closed. The DPO is told by mail and on the desk, and decides. It stays ' +
        'closed until then; files can be added meanwhile.',
      reasons: 'What did you learn?',
      by: (name: string): string => `${name} proposes to open it again`,
    },
    added: (n: number): string => `Whoever reported it added something${n === 1 ? '' : `, ${n} times`}`,
    newsTitle: 'News since it was closed',
    report: 'A new report about it became',
    kept: 'Its record is kept until',
    keptWhy: (years: number, kind: 'breaches' | 'notBreaches' | 'exercises'): string => {
      const what = { breaches: 'a breach', notBreaches: 'what was no breach', exercises: 'an exercise' }[kind];
      const span = years === 1 ? '1 year' : `${years} years`;
      return `${span} after the last closing, as the policy says for ${what}. Nothing is deleted by itself.`;
    },
  },
  told: {
    title: 'Every customer has acknowledged',
    met: (duty: string, customers: number, spoken: number): string =>
      `${duty} is met by the notices: acknowledged by ` +
      `${customers === 1 ? 'the one customer' : `all ${customers} customers`}` +
      `${spoken === 0 ? '' : ` (${spoken} by telephone or in person, as somebody put on record)`}, the last on`,
    proof: (page: number): string => `Proof: ledger of the notices, page ${page}, hash`,
    record: 'Record it as met',
  },
  evidence: {
    title: 'Evidence files',
    note: 'As they came in, unchanged. Downloads only',
    none: 'No file came in.',
    added: 'Files that people added',
    from: (source: string): string => `From ${source}`,
    bytes: (n: string): string => `${n} bytes`,
    download: 'Download',
  },
  exports: {
    title: 'For other tools',
    note: 'Title, summary and findings, with the accounts and addresses that the alerts name',
    ocsf: 'OCSF Incident Finding',
    stix: 'STIX 2.1 bundle, TLP:AMBER',
  },
};
