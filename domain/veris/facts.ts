import { shorten } from '../shorten.ts';
import { dataOf } from './data.ts';
import { availabilityOf, confidentialityOf, integrityOf } from './losses.ts';
import { placeOf } from './places.ts';
import { joinParts, type Part, type VerisReading } from './reading.ts';
import { ACTIONS, type VerisRecord } from './record.ts';
import { timeOf } from './times.ts';

/** Maps one VERIS record to facts. Pure. Whatever the record does not settle is left at its gravest reading. */
export function readVeris(record: VerisRecord): VerisReading {
  return joinParts([
    { facts: { title: shorten(`VERIS ${record.incident_id}`, 200) } },
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
  const motives = [actor?.external, actor?.internal, actor?.partner].flatMap((a) => a?.motive ?? []);
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

function sourceOf({ discovery_method: method, actor, security_incident: sure }: VerisRecord): Part {
  const how = waysOf(method);
  const read = how.map((way) =>
    way === 'partner'
      ? 'A partner found it: a processor or supplier may have told the victim.'
      : `Found by ${way} means.`,
  );
  if (actor?.partner !== undefined) read.push('A partner is involved, so a processor or supplier is to be asked.');
  return {
    read,
    unknown: [
      ...(how.length === 0 ? ['How it was found.'] : []),
      ...(sure === 'Confirmed' ? [] : [`Whether it is an incident at all: the record says '${sure}'.`]),
    ],
  };
}

const WAYS = ['internal', 'external', 'partner'] as const;
/** How the texts of version 1.3.1 and before begin. */
const BEGINNINGS = { internal: 'int -', external: 'ext -', partner: 'prt -' };

function waysOf(method: unknown): (typeof WAYS)[number][] {
  if (typeof method === 'string') return WAYS.filter((way) => method.toLowerCase().startsWith(BEGINNINGS[way]));
  return WAYS.filter((way) => Object.hasOwn(Object(method), way));
}
