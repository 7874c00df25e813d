import type { CONFIDENTIALITY } from '../losses.ts';
import type { Part } from './reading.ts';
import { ACTIONS, type Duration, type VerisRecord } from './record.ts';

/** What happened to the data. What a record does not list is not ruled out by that: nobody has found any sign of it. */

/** What counts where nobody has found that data was disclosed, and nothing rules it out. */
const NO_EVIDENCE: (typeof CONFIDENTIALITY)[number] = 'exposed';

export function confidentialityOf(record: VerisRecord): Part {
  const { confidentiality: lost, integrity, availability } = record.attribute ?? {};
  if (lost === undefined) {
    if (integrity === undefined && availability === undefined) {
      return {
        unknown: [
          'What happened to the data: the record names no attribute. It counts as exposed, altered and lost for good.',
        ],
      };
    }
    return noEvidence('No loss of confidentiality is listed in the record');
  }
  const { data_disclosure: disclosed } = lost;
  if (disclosed === 'No') return noEvidence('No disclosure, says the record');
  if (disclosed === 'Yes') return recipientsOf(record);
  const unknown = disclosed === 'Potentially' ? [] : ['Whether data was disclosed; it counts as exposed.'];
  return {
    facts: { confidentiality: 'exposed' },
    read: [`Exposed: disclosure is '${disclosed}' in the record.`],
    unknown,
  };
}

function noEvidence(says: string): Part {
  return {
    facts: { confidentiality: NO_EVIDENCE },
    read: [`${says}: there is no evidence of any.`],
    unknown: [
      'Whether anything, such as complete logs, rules out that somebody saw the data (else: confidentiality: none).',
    ],
  };
}

/** To whom it was disclosed: by a letter to a wrong address, or by an insider who took it, to people one can name. */
function recipientsOf({ action, actor }: VerisRecord): Part {
  const done = ACTIONS.filter((name) => action[name] !== undefined);
  const errors = action.error?.variety ?? [];
  const isMisdelivery = errors.length > 0 && errors.every((variety) => variety === 'Misdelivery');
  if (isMisdelivery && done.length === 1) {
    return {
      facts: { confidentiality: 'known-recipients' },
      read: ['Disclosed to known recipients: it was delivered to a wrong address.'],
      unknown: ['Whether the recipients are bound to secrecy; they count as not bound.'],
    };
  }
  const { external, internal, partner, unknown } = actor ?? {};
  const isInsider = internal !== undefined && external === undefined && partner === undefined && unknown === undefined;
  if (isInsider && done.length > 0 && done.every((name) => BY_INSIDERS.includes(name))) {
    return {
      facts: { confidentiality: 'known-recipients' },
      read: ['Disclosed to known recipients: insiders alone took it, and the victim can name them.'],
      unknown: ['Whether they passed the data on: then it went to recipients not known.'],
    };
  }
  const read = ['Disclosed, says the record; to whom it does not say, so to recipients not known.'];
  return { facts: { confidentiality: 'unknown-recipients' }, read };
}

/** Acts by which an insider gets at data. By an error it goes to others. */
const BY_INSIDERS: readonly string[] = ['misuse', 'physical', 'hacking', 'social', 'malware'];

/** Varieties that change data, not the system around it or the people. */
const DATA_CHANGED = ['Modify data', 'Fraudulent transaction', 'Misrepresentation', 'Defacement', 'Unknown'];

export function integrityOf({ attribute }: VerisRecord): Part {
  if (attribute?.integrity === undefined) {
    if (attribute?.confidentiality === undefined && attribute?.availability === undefined) return {};
    return {
      facts: { integrity: 'no-evidence' },
      read: ['No loss of integrity is listed: there is no evidence of any.'],
    };
  }
  const { variety } = attribute.integrity;
  const changed = variety.filter((each) => DATA_CHANGED.includes(each));
  const list = variety.join(', ') || 'nothing';
  if (changed.length === 0 && variety.length > 0) {
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

export function availabilityOf({ attribute, action }: VerisRecord): Part {
  if (attribute?.availability === undefined) {
    if (attribute?.confidentiality === undefined && attribute?.integrity === undefined) return {};
    return {
      facts: { availability: 'no-evidence' },
      read: ['No loss of availability is listed: there is no evidence of any.'],
    };
  }
  const { variety, duration } = attribute.availability;
  const list = variety.join(', ') || 'nothing';
  const forATime = whyForATime(variety, duration, action);
  if (forATime !== null) {
    return { facts: { availability: 'temporary' }, read: [`Unavailable for a time: ${forATime}.`] };
  }
  return {
    facts: { availability: 'permanent' },
    read: [`Lost: the record names ${list}.`],
    unknown: ['Whether a copy existed; it counts as lost for good.'],
  };
}

/** Why what was away came back; null where nothing says so. Data that was destroyed never does by itself. */
function whyForATime(variety: string[], duration: Duration, action: VerisRecord['action']): string | null {
  if (variety.length > 0 && variety.every((each) => AWAY_FOR_A_TIME.includes(each))) {
    return `the record names ${variety.join(', ')}`;
  }
  if (variety.includes('Destruction')) return null;
  if (SPANS.includes(duration?.unit ?? '')) return `the record says for how long (${duration?.unit?.toLowerCase()})`;
  const done = ACTIONS.flatMap((name) => (action[name] === undefined ? [] : [action[name].variety]));
  const isFlood = done.length > 0 && done.every((each) => each.length > 0 && each.every((one) => one === 'DoS'));
  return isFlood && duration?.unit !== 'Never' ? 'denial of service takes no data away' : null;
}

/** Units of a span that has ended; the others are `Never`, `NA` and `Unknown`. */
const SPANS = ['Seconds', 'Minutes', 'Hours', 'Days', 'Weeks', 'Months', 'Years'];
