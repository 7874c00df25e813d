import { isPlace, placeOnRecord } from '../places/place.ts';
import { toInstant } from '../time.ts';
import { dataOf } from './data.ts';
import { joinParts, type Part, type VerisReading } from './reading.ts';
import { ACTIONS, type VerisRecord } from './record.ts';

/** Maps one VERIS record to facts. Pure. Whatever the record does not settle is left at its gravest reading. */
export function readVeris(record: VerisRecord): VerisReading {
  return joinParts([
    { facts: { title: `VERIS ${record.incident_id}` } },
    intentOf(record),
    confidentialityOf(record),
    integrityOf(record),
    availabilityOf(record),
    dataOf(record),
    placeOf(record),
    timeOf(record),
    sourceOf(record),
  ]);
}

const HARMLESS = ['NA', 'Convenience', 'Unknown'];
const ATTACKS = ['malware', 'hacking', 'social', 'physical'] as const;

/** A deliberate act to harm: an attack, or misuse with a motive. An error or an act of nature is none. */
function intentOf({ action, actor }: VerisRecord): Part {
  const done = ACTIONS.filter((name) => action[name] !== undefined);
  const list = done.join(', ') || 'none';
  const motives = [actor.external, actor.internal, actor.partner].flatMap((a) => a?.motive ?? []);
  const bad = motives.filter((motive) => !HARMLESS.includes(motive));
  if (ATTACKS.some((name) => done.includes(name)) || (done.includes('misuse') && bad.length > 0)) {
    const why = bad.length === 0 ? '' : `, with the motive ${[...new Set(bad)].join(', ')}`;
    return { facts: { malicious: 'yes' }, read: [`A deliberate act: the record names ${list}${why}.`] };
  }
  if (done.length > 0 && done.every((name) => name === 'error' || name === 'environmental')) {
    return { facts: { malicious: 'no' }, read: [`No deliberate act: the record names only ${list}.`] };
  }
  return {
    facts: { malicious: 'unknown' },
    unknown: [
      `Whether anybody meant harm (actions: ${list}; motives: ${motives.join(', ') || 'none'}); it counts as if so.`,
    ],
  };
}

function confidentialityOf({ attribute, action }: VerisRecord): Part {
  const lost = attribute.confidentiality;
  if (lost === undefined) {
    if (attribute.integrity === undefined && attribute.availability === undefined) {
      return {
        unknown: [
          'What happened to the data: the record names no attribute. It counts as exposed, altered and lost for good.',
        ],
      };
    }
    return { facts: { confidentiality: 'none' }, read: ['No loss of confidentiality: the record lists none.'] };
  }
  const { data_disclosure: disclosed } = lost;
  if (disclosed === 'No') return { facts: { confidentiality: 'none' }, read: ['No disclosure, says the record.'] };
  if (disclosed !== 'Yes') {
    const unknown = disclosed === 'Potentially' ? [] : ['Whether data was disclosed; it counts as exposed.'];
    return {
      facts: { confidentiality: 'exposed' },
      read: [`Exposed: disclosure is '${disclosed}' in the record.`],
      unknown,
    };
  }
  const errors = action.error?.variety ?? [];
  const onlyError = ACTIONS.every((name) => name === 'error' || action[name] === undefined);
  if (onlyError && errors.length > 0 && errors.every((variety) => variety === 'Misdelivery')) {
    return {
      facts: { confidentiality: 'known-recipients' },
      read: ['Disclosed to known recipients: it was delivered to a wrong address.'],
      unknown: ['Whether the recipients are bound to secrecy; they count as not bound.'],
    };
  }
  const read = ['Disclosed, says the record; to whom it does not say, so to recipients not known.'];
  return { facts: { confidentiality: 'unknown-recipients' }, read };
}

/** Varieties that change data, not the system around it or the people. */
const DATA_CHANGED = ['Modify data', 'Fraudulent transaction', 'Misrepresentation', 'Defacement', 'Unknown'];

function integrityOf({ attribute }: VerisRecord): Part {
  if (attribute.integrity === undefined) {
    if (attribute.confidentiality === undefined && attribute.availability === undefined) return {};
    return { facts: { integrity: 'none' }, read: ['No loss of integrity: the record lists none.'] };
  }
  const changed = attribute.integrity.variety.filter((variety) => DATA_CHANGED.includes(variety));
  const list = attribute.integrity.variety.join(', ') || 'nothing';
  if (changed.length === 0 && attribute.integrity.variety.length > 0) {
    return {
      facts: { integrity: 'none' },
      read: [`No data altered: the record names ${list}, which is not about data.`],
    };
  }
  return {
    facts: { integrity: 'altered-permanent' },
    read: [`Data altered: the record names ${list}.`],
    unknown: ['Whether what was altered could be restored; it counts as not.'],
  };
}

const AWAY_FOR_A_TIME = ['Interruption', 'Degradation', 'Acceleration'];

function availabilityOf({ attribute }: VerisRecord): Part {
  if (attribute.availability === undefined) {
    if (attribute.confidentiality === undefined && attribute.integrity === undefined) return {};
    return { facts: { availability: 'none' }, read: ['No loss of availability: the record lists none.'] };
  }
  const { variety } = attribute.availability;
  const list = variety.join(', ') || 'nothing';
  if (variety.length > 0 && variety.every((v) => AWAY_FOR_A_TIME.includes(v))) {
    return { facts: { availability: 'temporary' }, read: [`Unavailable for a time: the record names ${list}.`] };
  }
  return {
    facts: { availability: 'permanent' },
    read: [`Lost: the record names ${list}.`],
    unknown: ['Whether a copy existed; it counts as lost for good.'],
  };
}

function placeOf({ victim }: VerisRecord): Part {
  const countries = victim.country.map(placeOnRecord).filter(isPlace);
  const unknown = [
    'Where the people concerned live.',
    'Which further laws bind the victim by what it is; none counts but those that follow the data.',
  ];
  if (victim.secondary !== undefined) {
    unknown.push('Our role: others were hit through the victim, so it may have held their data as a processor.');
  } else unknown.push('Whether the victim was controller or processor; both count.');
  const [country] = countries;
  if (country === undefined) {
    return {
      facts: { profile: [] },
      unknown: ['In which country the victim is; the policy’s own counts.', ...unknown],
    };
  }
  const part = placeOnRecord(`${country}-${victim.state ?? ''}`);
  const state = isPlace(part) ? part : country;
  const more =
    countries.length > 1 ? [`Which of ${countries.join(', ')} is the main establishment; the first counts.`] : [];
  return {
    facts: { establishment: state, profile: [] },
    read: [`The victim is in ${state}.`],
    unknown: [...more, ...unknown],
  };
}

/** Dates are often known to the month or year only; no clock is started from such a date. */
function timeOf({ timeline }: VerisRecord): Part {
  const { year, month, day } = timeline?.incident ?? {};
  const unknown = ['When the victim became aware; no clock runs until it is given.'];
  if (year === undefined) return { unknown: ['When it happened.', ...unknown] };
  if (month === undefined || day === undefined) {
    const known = month === undefined ? `${year}` : `${year}-${String(month).padStart(2, '0')}`;
    return { unknown: [`On which day it happened: only ${known} is known.`, ...unknown] };
  }
  const occurrence = toInstant(Date.UTC(year, month - 1, day));
  if (Number(occurrence.slice(8, 10)) !== day) {
    return { unknown: [`On which day it happened: there is no ${year}-${month}-${day}.`, ...unknown] };
  }
  const read = [
    `It happened on ${occurrence.slice(0, 10)}; the hour is not known, so the day's beginning in UTC stands for it.`,
  ];
  return { facts: { events: { occurrence } }, read, unknown };
}

function sourceOf({ discovery_method: method, actor, security_incident: sure }: VerisRecord): Part {
  const how = Object.keys(method ?? {}).filter((key) => ['internal', 'external', 'partner'].includes(key));
  const read = how.map((key) =>
    key === 'partner'
      ? 'A partner found it: a processor or supplier may have told the victim.'
      : `Found by ${key} means.`,
  );
  if (actor.partner !== undefined) read.push('A partner is involved, so a processor or supplier is to be asked.');
  return {
    read,
    unknown: [
      ...(how.length === 0 ? ['How it was found.'] : []),
      ...(sure === 'Confirmed' ? [] : [`Whether it is an incident at all: the record says '${sure}'.`]),
      'Who was notified, and when: VERIS has no field for it.',
    ],
  };
}
