import { withBroader } from '../data-kinds.ts';
import { mostPeople } from '../policy/people.ts';
import { closingPoints } from './closing-gate.ts';
import type { LookedUp } from './commands.ts';
import { registerFacts } from './register-facts.ts';
import { type BreachState, openObligations } from './state.ts';

/**
 * When an incident is minor: few people, everyday data, and a risk to them unlikely, so that nothing is owed to anybody
 * (GDPR Art. 33(1)) but its documentation (Art. 33(5)). Pure. It lets nothing pass that deciding and closing do not:
 * it says which incidents a DPO may decide and close in one go.
 */

export const MINOR_CODES = [
  /** The policy names no number of people. */
  'not-offered',
  'people-unknown',
  'too-many-people',
  'data-unknown',
  /** Data of a special category, or of the gravest kind. */
  'sensitive-data',
  'vulnerable-people',
  /** By the facts as stated, a risk is not unlikely. */
  'risk',
  /** Somebody has decided otherwise before. */
  'decided',
  /** Duties that still ask for an act. */
  'duties',
  'misuse',
  'campaign',
] as const;
export type MinorCode = (typeof MINOR_CODES)[number];

export type MinorPoint = { code: MinorCode; says: string; count?: number; obligations?: string[] };

const SENSITIVE_KINDS = ['health', 'biometric'];

/**
 * What speaks against ending an incident as a minor one.
 * @param after the incident as it would stand once a risk is decided to be unlikely, planned anew
 * @param before as it stands
 * @param most people whom a minor incident concerns at most; null: the policy offers none
 */
export function minorPoints(
  { before, after }: { before: BreachState; after: BreachState },
  most: number | null,
  looked: LookedUp,
): MinorPoint[] {
  const { facts, plan } = after;
  const { peopleConcerned, dataClasses } = registerFacts(after);
  const people = mostPeople({ ...facts, peopleConcerned });
  const isSensitive =
    dataClasses.includes('sensitive') ||
    withBroader(facts.dataKinds ?? []).some((kind) => SENSITIVE_KINDS.includes(kind));
  const open = openObligations(after).map(({ id }) => id);
  const points = closingPoints(after, 'resolved', looked);
  const decided = [before.risk.art33, before.risk.art34].some(
    (decision) => decision !== null && !decision.reopened && decision.conclusion !== 'unlikely',
  );
  const found: (MinorPoint | false)[] = [
    most === null && { code: 'not-offered', says: 'The policy offers no minor incidents (minorIncidents).' },
    people === null && { code: 'people-unknown', says: 'How many people are concerned is not known.' },
    most !== null &&
      people !== null &&
      people > most && {
        ...{ code: 'too-many-people' as const, count: most },
        says: `More than ${most} people are concerned, which the policy sets as the bound.`,
      },
    dataClasses.length === 0 && { code: 'data-unknown', says: 'Which classes of data are concerned is not known.' },
    isSensitive && { code: 'sensitive-data', says: 'Data of a special category is concerned (GDPR Art. 9).' },
    facts.vulnerablePeople !== false && {
      code: 'vulnerable-people',
      says:
        facts.vulnerablePeople === null
          ? 'Whether people in need of protection are concerned is not known.'
          : 'People in need of protection are concerned.',
    },
    plan?.severity.proposed !== 'unlikely' && {
      code: 'risk',
      says: `A risk is not unlikely by these facts: ${plan?.severity.proposedBecause ?? 'they are not assessed yet.'}`,
    },
    decided && { code: 'decided', says: 'Somebody has decided that there is a risk: decide anew on its page.' },
    open.length > 0 && {
      ...{ code: 'duties' as const, obligations: open },
      says: `These duties bind all the same: ${open.join(', ')}.`,
    },
    points.some(({ code }) => code === 'misuse') && { code: 'misuse', says: 'Signs of misuse are open: call them.' },
    points.some(({ code }) => code === 'campaign-unfinished') && {
      code: 'campaign',
      says: 'A campaign is still being sent.',
    },
  ];
  return found.filter((point) => point !== false);
}
