import { type DataFlow, knowsRoles } from '../dataflow.ts';
import { type EntityKind, isUnionBody, profileOf } from '../entities.ts';
import type { Facts } from '../facts.ts';
import { covers } from '../jurisdictions.ts';
import { placeOnRecord, stateOfPlace } from '../places/place.ts';
import { withoutPlace } from '../policy/people.ts';
import type { Establishment } from './establishment.ts';
import type { Authority } from './registry.ts';

/** One authority to file with, and why this one. */
export type CompetentAuthority = Omit<Authority, 'sectors'> & {
  /**
   * `lead`: one-stop shop (Art. 56); `local`: own state (Art. 55); `affected`: one of several; `separate`: other law.
   */
  as: 'lead' | 'local' | 'affected' | 'separate';
  /** The least conclusion that makes it a filing. */
  from: 'risk' | 'high-risk';
  because: string;
};

export type Competence = {
  authorities: CompetentAuthority[];
  /** EEA states with people concerned, to be named in a notice to a lead authority. */
  concernedStates: string[];
  /** What is not known and could change the answer. */
  open: string[];
  because: string;
};

type Known = {
  organisation: { establishment: Establishment; profile: readonly EntityKind[] };
  authorities: Authority[];
};
type Seen = Pick<Facts, 'residents' | 'establishment' | 'euRepresentative'> &
  Partial<Pick<Facts, 'profile' | 'peopleConcerned'>>;
type Reach = Pick<DataFlow, 'roles' | 'countries' | 'unlisted'>;
type Why = Pick<CompetentAuthority, 'as' | 'from' | 'because'>;

/**
 * The authorities a controller files a breach with: GDPR Arts. 55 and 56; EDPB Guidelines 9/2022 v2.0, section II.C and
 * para. 73; UK GDPR Art. 33; Swiss FADP Art. 24. Empty for a mere processor, who files with none.
 * @param reached whether the GDPR reaches the breach by what is known
 */
export function authoritiesFor(policy: Known, facts: Seen, dataFlow: Reach, reached = true): Competence {
  const at = establishmentOf(policy.organisation.establishment, facts);
  const places = affectedPlaces(facts, dataFlow);
  const concernedStates = unique(places.filter(inEea).map(stateOfPlace)).filter((state) => state !== 'EU');
  if (knowsRoles(dataFlow) && !dataFlow.roles.includes('controller')) {
    const because =
      'We only act as processor here and file with no data protection authority: each customer files with its own. ' +
      'A duty of our own under NIS2 is looked at apart.';
    return { authorities: [], concernedStates, open: [], because };
  }
  if (isUnionBody(profileOf(policy.organisation, facts))) {
    const because =
      'An EU institution notifies the European Data Protection Supervisor (Regulation (EU) 2018/1725, Art. 34).';
    const edps = { ...at, sector: 'eu-institution' as const };
    const authorities = choose(policy.authorities, 'EU', edps, { as: 'local', from: 'risk', because });
    return { authorities, concernedStates, open: [], because };
  }
  const find = (place: string, why: Why) => choose(policy.authorities, place, at, why);
  const eea = reached ? inside(at, places, concernedStates, find) : notReached(places, facts);
  const authorities = [...eea.authorities, ...outside(at, places, find)];
  const open = [...eea.open];
  if (reached && places.length === 0) open.push('It is not known where the people concerned live.');
  if (authorities.some((a) => a.id === 'de')) {
    open.push('Germany has one authority per Land: say in which Land the establishment, or else the people, are.');
  }
  return { authorities, concernedStates, open, because: eea.because };
}

/** Those that a filing of this duty goes to: of the GDPR's alone, as those of other laws have duties of their own. */
export function competentFor(
  policy: Known,
  { facts, plan }: { facts: Seen; plan: { dataFlow: Reach; obligations: readonly Duty[] } | null },
  obligation: string,
): CompetentAuthority[] {
  const planned = plan?.obligations.find(({ id }) => id === obligation);
  if (plan === null || planned?.regime !== 'GDPR' || planned.recipient !== 'supervisory authority') return [];
  return authoritiesFor(policy, facts, plan.dataFlow).authorities.filter((each) => each.as !== 'separate');
}

type Duty = { id: string; regime: string; recipient: string };
type Find = (place: string, why: Why) => CompetentAuthority[];

/** Where the controller is, by the facts of this breach before the policy. */
function establishmentOf(usual: Establishment, facts: Seen): Establishment {
  const representative = facts.euRepresentative ?? usual.representative;
  if (facts.establishment === null) return { ...usual, representative };
  const place = placeOnRecord(facts.establishment);
  const region = place.includes('-') ? place : stateOfPlace(usual.region ?? '') === place ? usual.region : null;
  const isUsual = usual.main === stateOfPlace(place);
  // Another company than the policy's: what the policy says of further places is not about it.
  const rest = isUsual ? usual : { ...usual, others: [], substantialEffects: false };
  if (inEea(place)) return { ...rest, main: stateOfPlace(place), region, representative };
  return { ...rest, main: null, region: null, others: [...rest.others, stateOfPlace(place)], representative };
}

type InEea = Omit<Competence, 'concernedStates'>;

function inside(at: Establishment, places: string[], concerned: string[], find: Find): InEea {
  return at.main === null ? everyAffected(at, places, find) : ownState(at, at.main, concerned, find);
}

/** No authority of the EEA, unless people live there of whom nobody has said where they do. */
function notReached(places: string[], { residents, peopleConcerned = null }: Seen): InEea {
  const isExcluded = places.length > 0 && withoutPlace({ residents, peopleConcerned }) === 0n;
  const question =
    'Whether anybody concerned lives in the EU or EEA: that would make the GDPR apply, and the authority of each ' +
    'such state competent.';
  const because = 'No EEA authority is competent as long as the GDPR does not apply.';
  return { authorities: [], open: isExcluded ? [] : [question], because };
}

/** The one-stop shop where processing crosses borders within the EEA, else the own state's authority. */
function ownState(at: Establishment, main: string, concerned: string[], find: Find): InEea {
  const open: string[] = [];
  const others = at.others.filter((place) => inEea(place) && stateOfPlace(place) !== main);
  const place = at.region ?? main;
  if (at.publicTask || at.sector === 'public' || at.sector === 'federal') {
    const because = `A public task or body answers to the authority of its own state only (Art. 55(2)): ${main}.`;
    return { authorities: find(place, { as: 'local', from: 'risk', because }), open, because };
  }
  if (others.length > 0 || at.substantialEffects) {
    const why =
      others.length > 0 ? `establishments also in ${unique(others).join(', ')}` : 'substantial effects in other states';
    const elsewhere = concerned.filter((state) => state !== main);
    const list = elsewhere.length === 0 ? '' : ` Name the other states with people concerned: ${elsewhere.join(', ')}.`;
    const because =
      `The processing crosses borders (${why}; Art. 4(23)), so the authority of the main establishment in ${main} ` +
      `is the lead authority and the only one to file with (Art. 56).${list}`;
    return { authorities: find(place, { as: 'lead', from: 'risk', because }), open, because };
  }
  const several = concerned.length > 1 ? ' People in several states alone do not make it cross-border.' : '';
  const because = `The only establishment is in ${main}, so its authority is competent (Art. 55).${several}`;
  if (concerned.some((state) => state !== main)) {
    open.push(
      'Whether people in other states are substantially affected (Art. 4(23)(b)); the place to file stays the same.',
    );
  }
  return { authorities: find(place, { as: 'local', from: 'risk', because }), open, because };
}

/** No main establishment in the EEA: no one-stop shop, with or without a representative. */
function everyAffected(at: Establishment, places: string[], find: Find): InEea {
  const states = unique([...places.filter(inEea), ...at.others.filter(inEea)]).filter((place) => place !== 'EU');
  const isOpen = places.length === 0 || places.includes('EU');
  if (states.length === 0 && !isOpen) {
    const because = 'No establishment in the EEA and nobody there is concerned, so no EEA authority is competent.';
    return { authorities: [], open: [], because };
  }
  const who =
    at.representative === null
      ? 'There is no main establishment in the EEA'
      : `There is no main establishment in the EEA, and the representative in ${at.representative} does not bring ` +
        'the one-stop shop';
  const because =
    `${who}: every authority in whose state people are concerned is notified ` +
    '(EDPB Guidelines 9/2022 v2.0, para. 73).';
  const open = at.representative === null ? ['Whether Art. 27 asks for a representative in the EEA.'] : [];
  if (isOpen) open.push('In which EEA states the people concerned live; each of those authorities is to be notified.');
  return {
    authorities: unique(states).flatMap((place) => find(place, { as: 'affected', from: 'risk', because })),
    open,
    because,
  };
}

/** Authorities beside the GDPR's: nobody in the EEA files for them. */
function outside(at: Establishment, places: string[], find: Find): CompetentAuthority[] {
  const touches = (state: string) => [...places, ...at.others].some((place) => stateOfPlace(place) === state);
  const uk = 'People or an establishment in the United Kingdom are concerned: the ICO is told apart (UK GDPR Art. 33).';
  const swiss =
    'People or an establishment in Switzerland are concerned: the FDPIC is told if the risk is high (FADP Art. 24).';
  return [
    ...(touches('GB') ? find('GB', { as: 'separate', from: 'risk', because: uk }) : []),
    ...(touches('CH') ? find('CH', { as: 'separate', from: 'high-risk', because: swiss }) : []),
  ];
}

/** The authority of a place for a sector: a part's own, else the state's; the private one where the sector has none. */
function choose(all: Authority[], place: string, { sector }: Establishment, why: Why): CompetentAuthority[] {
  const of = (where: string, whose: string) =>
    all.find((a) => a.place === where && (a.sectors as string[]).includes(whose));
  const found =
    (sector === 'federal' || sector === 'telecom' ? of(stateOfPlace(place), sector) : undefined) ??
    of(place, sector) ??
    of(stateOfPlace(place), sector) ??
    of(place, 'private') ??
    of(stateOfPlace(place), 'private');
  if (found === undefined) return [];
  const { sectors: _, ...authority } = found;
  return [{ ...authority, ...why }];
}

function affectedPlaces({ residents }: Seen, { countries }: Reach): string[] {
  const some = residents === null ? [] : Object.entries(residents).filter(([, count]) => count !== 0);
  return unique((residents === null ? countries : some.map(([place]) => place)).map(placeOnRecord));
}

function inEea(place: string): boolean {
  return place === 'EU' || covers('EU', stateOfPlace(place));
}

function unique(list: string[]): string[] {
  return [...new Set(list)].sort();
}
