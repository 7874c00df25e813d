import type { Facts } from '../facts.ts';
import { UNREADABLE } from './lenient.ts';
import { joinParts, type Part } from './reading.ts';
import { type Lost, MOST_RECORDS, type VerisRecord } from './record.ts';

type Kind = {
  class: Facts['dataClasses'][number];
  kinds: NonNullable<Facts['dataKinds']>;
  /** Helps to pass for a person or to enter an account. */
  identity: boolean;
};

/** VERIS `attribute.confidentiality.data.variety` that is, or may be, personal data. */
const PERSONAL = new Map<string, Kind>(
  Object.entries<Kind>({
    Personal: { class: 'simple', kinds: [], identity: false },
    'Sensitive Personal': { class: 'sensitive', kinds: ['government-id'], identity: true },
    Medical: { class: 'sensitive', kinds: ['health'], identity: false },
    Bank: { class: 'financial', kinds: ['financial-account'], identity: true },
    Payment: { class: 'financial', kinds: ['payment-card'], identity: true },
    Credentials: { class: 'simple', kinds: ['credentials'], identity: true },
    'Multi-factor credential': { class: 'simple', kinds: ['credentials'], identity: true },
    'Virtual currency': { class: 'financial', kinds: ['financial-account'], identity: true },
  }),
);
/** Business data that is no personal data by itself. */
const NOT_PERSONAL = [
  'Internal',
  'Source code',
  'System',
  'Secrets',
  'Classified',
  'Copyrighted',
  'Digital certificate',
];
/** Groups in need of protection, or which may well hold some. */
const VULNERABLE = ['Patient', 'Student'];

/** Which data, of how many, how readable. */
export function dataOf({ attribute }: VerisRecord): Part {
  const lost = attribute?.confidentiality;
  if (lost === undefined) return { unknown: ['Which data, and of how many people; the gravest counts.'] };
  return joinParts([
    kindsOf(lost.data.map((d) => d.variety)),
    numberOf(lost),
    stateOf(lost.state),
    peopleOf(lost.data_victim),
  ]);
}

function kindsOf(varieties: string[]): Part {
  const known = varieties.flatMap((variety) => PERSONAL.get(variety) ?? []);
  const open = varieties.filter((variety) => !PERSONAL.has(variety) && !NOT_PERSONAL.includes(variety));
  const list = varieties.join(', ') || 'nothing';
  if (known.length === 0 && open.length === 0 && varieties.length > 0) {
    const say = `Whether personal data is touched at all: the record names only ${list}. The gravest kind counts.`;
    return { unknown: [say] };
  }
  if (known.length === 0) return { unknown: [`Which data: the record names ${list}. The gravest kind counts.`] };
  const identity = known.some((kind) => kind.identity);
  // "Personal" may hold an identity number; only without it is the list of kinds a whole one.
  const isWhole = open.length === 0 && !varieties.includes('Personal');
  return {
    facts: {
      dataClasses: [...new Set(known.map((kind) => kind.class))],
      ...(isWhole ? { dataKinds: [...new Set(known.flatMap((kind) => kind.kinds))] } : {}),
      ...(identity ? { identityDetails: 'yes' } : {}),
    },
    read: [`Data: ${list}.`],
    unknown: [
      ...(isWhole ? [] : ['Which details the personal data holds, such as identity numbers; every kind counts.']),
      ...(open.length === 0 ? [] : [`What '${open.join(', ')}' in the record is.`]),
      'How easily the data tells whom it is about; it counts as if it named them.',
    ],
  };
}

/** VERIS counts records. One person each is assumed, which is the most there can be. */
function numberOf({ data_total: total, data }: Lost): Part {
  const all = [total, ...data.map(({ amount }) => amount)];
  if (all.includes(UNREADABLE)) {
    return { unknown: ['How many records and people: a number in the record cannot be one; many count.'] };
  }
  const amounts = data.map(({ amount }) => (typeof amount === 'number' ? amount : 0));
  // Without a total, each kind of data may be of other people, and one that nobody counted of any number.
  const isWhole = data.every(({ variety }, i) => amounts[i] !== 0 || NOT_PERSONAL.includes(variety));
  const most = Math.max(0, ...amounts);
  const sum = isWhole ? amounts.reduce((a, b) => a + b, 0) : 0;
  const records = typeof total === 'number' && total > 0 ? Math.max(total, most) : sum;
  if (records === 0 || records > MOST_RECORDS) return { unknown: ['How many records and people; many count.'] };
  return {
    facts: { recordsConcerned: records, peopleConcerned: records },
    read: [`${records} records.`],
    unknown: ['How many people that is; one for each record counts.'],
  };
}

function stateOf(states: string[]): Part {
  const encrypted = states.filter((state) => /\bencrypted\b/i.test(state));
  if (encrypted.length === 0) return {};
  return {
    read: [`State of the data: ${states.join(', ')}.`],
    unknown: [
      'Whether the encryption is state of the art and the key safe; it counts as not (else: unintelligible: true).',
    ],
  };
}

function peopleOf(victims: string[]): Part {
  const vulnerable = victims.filter((victim) => VULNERABLE.includes(victim));
  if (vulnerable.length === 0) {
    const isKnown = victims.some((victim) => victim !== 'Unknown' && victim !== 'Other');
    return isKnown ? {} : { unknown: ['Whose data it is: whether minors or patients are among them is not said.'] };
  }
  return {
    facts: { vulnerablePeople: true },
    read: [`People in need of protection among those concerned: ${vulnerable.join(', ')}.`],
  };
}
