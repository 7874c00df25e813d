import { concernedAs } from '../breach/concerned.ts';
import { placesOfPeople } from '../breach/places-of-people.ts';
import { referenceOf } from '../breach/receipts.ts';
import { awarenessOf } from '../breach/state.ts';
import { longGapOf } from '../breach/suspicion.ts';
import { countryNames } from '../jurisdictions.ts';
import { localDate } from '../local-time.ts';
import { categoriesIn } from '../notices/category-words.ts';
import { TARGETS } from '../plan/targets.ts';
import type { Instant } from '../time.ts';
import { type FieldValue, type FilingContext, isIncomplete, isLate, type Source, systemsInWords } from './context.ts';
import { EFFECT_SOURCES } from './effects.ts';
import { saidIn } from './said/index.ts';
import { WHO_SOURCES } from './who.ts';

const words = (text: string): FieldValue => (text === '' ? null : text);

/** What can fill in a field, by the name a template calls it. Each gives null where the record does not say. */
export const SOURCES = {
  'notification-type': ({ stage, earlier }) =>
    stage === 'initial' || (stage === 'complete' && earlier === null) ? 'a' : 'b',
  'notification-subtype': (context) => (context.stage === 'withdrawal' ? 'c' : isIncomplete(context) ? 'b' : 'a'),
  stage: ({ stage }) => stage,
  'withdrawal-reasons': ({ stage, reasons }) => (stage === 'withdrawal' ? words(reasons) : null),
  'delay-reasons': (context) => (isLate(context) ? words(context.reasons) : null),
  /** Where one field of the form takes either. */
  'filing-reasons': (context) => (context.stage === 'withdrawal' || isLate(context) ? words(context.reasons) : null),
  'earlier-reference': ({ earlier }) => earlier,
  'regime-reference': (context) => context.earlier ?? referenceInRegime(context),
  reference: ({ state }) => state.breachId,
  awareness: ({ state }) => awarenessOf(state),
  detected: ({ state }) => detectedAt(state),
  /** The day of it where the organisation is. */
  'discovered-on': ({ state, organisation: { zone } }) =>
    localDate(state.facts.events.discovery ?? detectedAt(state), zone),
  classified: ({ state }) => state.facts.events.classification ?? null,
  summary: (context) => words(context.words.happened),
  consequences: (context) => words(context.words.consequences),
  measures: (context) => words(context.words.measures),
  'discovered-by': ({ state }) => (state.origin === 'alert' ? 'a' : null),
  discovery: (context) => {
    const { state, organisation, language } = context;
    const said = saidIn(language);
    const at = said.moment(state.reportedAt, organisation.zone);
    return [said.came(state.origin, at), ...investigationOf(context)].join(' ');
  },
  'long-gap': (context) => words(investigationOf(context).join(' ')),
  systems: ({ state, register }) => words(systemsInWords(state, register)),
  'systems-and-places': (context) => {
    const systems = systemsInWords(context.state, context.register);
    if (systems === '') return null;
    return [saidIn(context.language).systems(systems), ...placesOf(context)].join(' ');
  },
  people: (context) => peopleOf(context),
  'residents-us-ca': ({ state }) => state.facts.residents?.['US-CA'] ?? null,
  'residents-us-me': ({ state }) => state.facts.residents?.['US-ME'] ?? null,
  'residents-us-tx': ({ state }) => state.facts.residents?.['US-TX'] ?? null,
  'people-known': (context) => countKind(peopleOf(context), context),
  records: ({ state }) => state.facts.recordsConcerned,
  'records-known': (context) => countKind(context.state.facts.recordsConcerned, context),
  'data-categories': ({ state, obligation, language }) =>
    words(categoriesIn(concernedAs(obligation.role, state).dataCategories, language).text),
  suspected: ({ state }) => state.facts.malicious,
  ...WHO_SOURCES,
  ...EFFECT_SOURCES,
} as const satisfies Record<string, Source>;
export type SourceName = keyof typeof SOURCES;

/** The reference that the same receiver gave to an earlier report under the same law, such as the initial one. */
function referenceInRegime({ state, obligation }: FilingContext): FieldValue {
  const { regime, recipient } = obligation;
  const earlier = (state.plan?.obligations ?? []).filter((one) => one.regime === regime && one.recipient === recipient);
  const references = earlier.flatMap(({ id }) => {
    const duty = state.obligations[id];
    return duty === undefined ? [] : [referenceOf(duty)];
  });
  return words(references.find((reference) => reference !== '') ?? '');
}

/** What the authority is told where much time passed between suspicion and awareness. */
function investigationOf({ state, organisation: { softTargets, zone }, language }: FilingContext): string[] {
  const gap = longGapOf(state, softTargets.investigation ?? TARGETS.investigation.hours);
  if (gap === null) return [];
  const began = state.suspicion?.investigation?.at;
  const said = saidIn(language);
  return [
    said.firstSuspected(said.moment(gap.suspectedAt, zone)),
    ...(began === undefined ? [] : [said.investigated(said.moment(began, zone))]),
    said.becameAware(gap.hours),
    ...(gap.because === '' ? [] : [said.tookLong(gap.because)]),
  ];
}

/** Where the people concerned live, as somebody said; the register's countries only while nobody has. */
function placesOf({ state, language }: FilingContext): string[] {
  const said = saidIn(language);
  const { stated, listed } = placesOfPeople(state);
  const living = stated.map(({ place, count }) => `${countryNames([place], language)} ${count ?? ''}`.trim());
  if (living.length > 0) return [said.living(living.join(', '))];
  return listed.length === 0 ? [] : [said.listed(countryNames(listed, language))];
}

/**
 * Nobody is aware of what was not detected, so awareness that began before the report is the detection. Instants of the
 * record are all in UTC and of one length, so their text is in the order of time.
 */
function detectedAt(state: FilingContext['state']): Instant {
  const aware = awarenessOf(state);
  return state.facts.events.detection ?? (aware !== null && aware < state.reportedAt ? aware : state.reportedAt);
}

/** The number a person gave, else the register's where it has one of every system. */
function peopleOf({ state, obligation }: FilingContext): number | null {
  const { people, isAtLeast } = concernedAs(obligation.role, state);
  return isAtLeast ? null : people;
}

/** Numbers here are estimates: `b`. One not known is to be determined (`d`) or, in the end, cannot be (`c`). */
function countKind(count: number | null, context: FilingContext): string {
  if (count !== null) return 'b';
  return isIncomplete(context) ? 'd' : 'c';
}
