import type { MinorCode } from '../../../domain/breach/minor.ts';

const points: Record<MinorCode, (count: number, duties: string) => string> = {
  'not-offered': () => 'The policy offers no minor incidents: it names no number of people.',
  'people-unknown': () => 'How many people are concerned is not known.',
  'too-many-people': (count) => `More than ${count} people are concerned: that is the bound of the policy.`,
  'data-unknown': () => 'Which classes of data are concerned is not known.',
  'sensitive-data': () => 'Data of a special category is concerned (GDPR Art. 9).',
  'vulnerable-people': () => 'People in need of protection are concerned.',
  risk: () => 'By these facts a risk to people is not unlikely.',
  decided: () => 'Somebody has decided that there is a risk. Decide anew on the page of the incident.',
  duties: (_, duties) => `These duties bind all the same: ${duties}.`,
  misuse: () => 'Signs of misuse are open: call them first.',
  campaign: () => 'A campaign is still being sent.',
};

/** Deciding, registering and closing a minor incident on one page. */
export const minor = {
  title: 'Minor incident',
  link: 'Decide as minor and close',
  lede:
    'A risk to people is unlikely, so the authority is not notified (Art. 33(1)). One press states the facts, ' +
    'records the awareness, decides, writes the register entry (Art. 33(5)) and closes. It can be opened again.',
  bound: (people: number): string => `At most ${people} people, by the policy.`,
  against: 'Not minor by what stands here',
  againstText: 'Nothing was recorded. Put right what is wrong here, or go on with the incident on its page.',
  free: 'Nothing speaks against it by what stands here.',
  facts: 'Facts',
  whose: 'Whose data is it?',
  whoseOptions: {
    '': 'Not known',
    own: 'Our own: of staff, applicants, our own customers’ contacts',
    entrusted: 'Data that customers have entrusted to us',
  },
  intact: 'Is the data as it was?',
  intactOptions: { unknown: 'No, or not known', yes: 'Yes: unchanged, and not away or soon back' },
  words: 'Register entry',
  consequences: 'What it means for the people concerned',
  noConsequences: 'No consequences for the people concerned are to be expected.',
  measures: 'What was done about it',
  decision: 'Decision',
  awareAt: 'Since when the organisation knows for certain',
  awareness: 'Known since',
  reasons: 'Why a risk is unlikely',
  reasonsHint: 'Left empty, “Check” proposes it from the facts; read it before you decide.',
  check: 'Check',
  act: 'Decide, register and close',
  back: 'To the incident',
  closed: 'The incident is closed.',
  away: 'The workflow engine does not answer. What you typed is still here: send it again in a moment.',
  points,
};
