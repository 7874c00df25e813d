import { overallRisk } from '../articles.ts';
import { concernedAs } from '../breach/concerned.ts';
import type { Facts } from '../facts.ts';
import { localDate } from '../local-time.ts';
import { isKnownLoss, unknownLosses } from '../losses.ts';
import type { Severity } from '../plan/types.ts';
import { withoutPrompt } from '../severity/reasons.ts';
import { type FilingContext, isIncomplete, type Source } from './context.ts';
import { saidIn } from './said/index.ts';
import type { Said } from './said/sentences.ts';

/** Options of the common template by ENISA's words. `exposed`: disclosure is likely, without evidence of it. */
const CONFIDENTIALITY = {
  none: null,
  exposed: 'b',
  'known-recipients': 'a',
  'unknown-recipients': 'a',
  unknown: null,
} as const;
const INTEGRITY = {
  none: null,
  altered: 'a',
  'altered-restorable': 'b',
  'altered-permanent': 'c',
  'no-evidence': null,
  unknown: null,
} as const;
const AVAILABILITY = {
  none: null,
  restorable: 'a',
  temporary: 'a',
  permanent: 'b',
  'no-evidence': null,
  unknown: 'c',
} as const;
const IMPACT: Record<Severity['level'], string> = { low: 'a', medium: 'b', high: 'c', 'very-high': 'c' };
const RISK = { 'high-risk': 'a', risk: 'b', unlikely: 'c' } as const;

/** While more will follow, the option that says so; at the end the record must tell, so a person has to. */
const later =
  (option: string, source: Source = () => null): Source =>
  (context) =>
    source(context) ?? (isIncomplete(context) ? option : null);

/** `other` with the words of the record in the field beside it, or, while there are none, that it is being assessed. */
const consequence = (other: string, assessing: string): Source =>
  later(assessing, ({ words }) => (words.consequences === '' ? null : other));

/** Sources of fields about what happened to the data, what it means for people, and what was done for them. */
export const EFFECT_SOURCES = {
  nature: ({ state }) => naturesOf(state.facts),
  'nature-in-words': ({ state, words: { happened: story }, language }) => {
    const { losses, concerned, notKnown } = saidIn(language);
    const kinds = { a: losses.confidentiality, b: losses.integrity, c: losses.availability };
    const lost = (naturesOf(state.facts) ?? []).map((kind) => kinds[kind]).join(', ');
    const open = unknownLosses(state.facts)
      .map((loss) => losses[loss])
      .join(', ');
    const said = [...(lost === '' ? [] : [concerned(lost)]), ...(open === '' ? [] : [notKnown(open)])];
    return said.length === 0 ? story : [`${story}${/[.!?]$/.test(story) ? '' : '.'}`, ...said].join(' ');
  },
  'confidentiality-kind': later('e', ({ state }) => CONFIDENTIALITY[state.facts.confidentiality]),
  unintelligible: ({ state }) => (state.facts.unintelligible ? 'a' : 'c'),
  'integrity-kind': ({ state }) => INTEGRITY[state.facts.integrity],
  'availability-kind': ({ state }) => AVAILABILITY[state.facts.availability],
  'incident-kind': later('x'),
  /** Whether it came from inside or outside is for a person to say. */
  cause: (context) => (isIncomplete(context) ? 'e' : context.state.facts.malicious === 'unknown' ? 'f' : null),
  /** An instant on record is taken for one day until a person says that it went on. */
  occurrence: later('e', ({ state }) => (occurredAt(state) === null ? null : 'a')),
  'occurred-at': ({ state }) => occurredAt(state),
  'people-kinds': later('k', ({ state }) => (state.facts.vulnerablePeople ? ['i'] : null)),
  'data-kinds': later('t', dataKinds),
  'measures-before': ({ state }) => (state.facts.unintelligible ? ['c'] : null),
  'confidentiality-consequence': consequence('d', 'e'),
  'integrity-consequence': consequence('c', 'd'),
  'availability-consequence': consequence('c', 'd'),
  impact: later('o', ({ words }) => (words.consequences === '' ? null : ['n'])),
  'impact-severity': later('d', ({ state }) => (state.plan === null ? null : IMPACT[state.plan.severity.level])),
  'risk-outcome': ({ state }) => (state.plan === null ? null : RISK[overallRisk(state.plan.conclusion)]),
  /** The method and its factors, and why people decided as they did; nothing that the engine asks of them. */
  'risk-in-words': ({ state: { plan, risk }, language }) => {
    if (plan === null) return null;
    const said = saidIn(language);
    const { se, dpc, ei, cb, level, reasons } = plan.severity;
    const number = (hundredths: number) => said.number(hundredths / 100);
    const values = { dpc: number(dpc), ei: number(ei), cb: number(cb) };
    const concludes = conclusionOf(said, risk, said.risks[overallRisk(plan.conclusion)]);
    const decided = new Set([risk.art33?.reasons ?? '', risk.art34?.reasons ?? ''].filter((why) => why !== ''));
    const factors = said.factors(reasons.map(withoutPrompt), values);
    return [said.score(number(se), said.levels[level]), ...factors, concludes, ...decided].join(' ');
  },
  'people-told': (context) => {
    const { plan, campaigns, risk } = context.state;
    if (campaigns.some((c) => c.status === 'finished')) return 'a';
    if (isIncomplete(context) && risk.art34 === null) return 'c';
    if (plan === null) return null;
    return plan.conclusion.art34 === 'high-risk' ? 'b' : 'd';
  },
  'people-told-on': ({ state, organisation: { zone } }) => {
    const at = lastCampaign(state)?.approvedAt ?? null;
    return at === null ? null : localDate(at, zone);
  },
  'people-told-all': ({ state, obligation }) => {
    const written = state.campaigns.flatMap(({ counts }) => counts ?? []);
    const { people, isAtLeast } = concernedAs(obligation.role, state);
    if (written.length === 0 || people === null) return null;
    // Two lists may hold the same people: only one that reaches as many as are concerned is taken for all of them.
    if (!isAtLeast && written.some(({ sent, total }) => sent === total && sent >= people)) return 'a';
    return written.reduce((sum, { sent }) => sum + sent, 0) < people ? 'b' : null;
  },
  'people-told-by': ({ state }) => (lastCampaign(state) === undefined ? null : 'a'),
} as const satisfies Record<string, Source>;

/** Whether the controller has decided on both articles, so that the conclusion is its own. */
export function isConcluded({ art33, art34 }: FilingContext['state']['risk']): boolean {
  return art33 !== null && art34 !== null;
}

function conclusionOf({ concludes, proposes, open }: Said, risk: FilingContext['state']['risk'], what: string): string {
  if (isConcluded(risk)) return concludes(what);
  return proposes(what, open[openOf(risk)]);
}

function openOf({ art33, art34 }: FilingContext['state']['risk']): keyof Said['open'] {
  return art33 === null && art34 === null ? 'both' : art33 === null ? 'art33' : 'art34';
}

function occurredAt({ facts }: FilingContext['state']): string | null {
  return facts.events.occurrence ?? null;
}

function naturesOf(facts: Facts): ('a' | 'b' | 'c')[] | null {
  const natures = [
    ...(isKnownLoss(facts.confidentiality) ? ['a' as const] : []),
    ...(isKnownLoss(facts.integrity) ? ['b' as const] : []),
    ...(isKnownLoss(facts.availability) ? ['c' as const] : []),
  ];
  return natures.length === 0 ? null : natures;
}

/** Only what a class of data says for certain: which special category data is of, a class does not say. */
function dataKinds({ state, obligation }: FilingContext): string[] | null {
  const classes = concernedAs(obligation.role, state).dataClasses;
  const kinds = [...(classes.includes('simple') ? ['a'] : []), ...(classes.includes('financial') ? ['l'] : [])];
  return kinds.length === 0 ? null : kinds;
}

function lastCampaign({ campaigns }: FilingContext['state']) {
  return campaigns.findLast((campaign) => campaign.status === 'finished');
}
