import type { DataFlow } from '../dataflow.ts';
import { DATA_CLASSES, type Facts } from '../facts.ts';
import { weighedLosses } from '../losses.ts';
import type { Severity } from '../plan/types.ts';
import type { CompiledSeverity } from '../policy/compiled.ts';
import { firstCase, knownClasses, type SeverityContext, severityContext } from '../policy/context.ts';
import { mostPeople } from '../policy/people.ts';
import { circumstanceReasons, contextReason, edgeReason, identificationReason, scoreReason } from './reasons.ts';

type Level = Severity['level'];
const EDGES = ['very-high', 'high', 'medium'] as const;
const GRAVITY = { unlikely: 0, risk: 1, 'high-risk': 2 };

/** ENISA's severity of a breach with its reasons, and the conclusion the policy's rules draw from it. */
export function assessSeverity(policy: CompiledSeverity, facts: Facts, dataFlow: DataFlow): Severity {
  return assess(policy, facts, dataFlow).severity;
}

/** How grave a breach is for one side of it, by the data of its own systems, and the conclusion drawn from that. */
export type TrackSeverity = Pick<Severity, 'se' | 'level' | 'proposed' | 'proposedBecause' | 'otherReading'>;

/** Of one track; one without systems of its own may hold whatever the incident touches. */
export function trackSeverity(
  policy: CompiledSeverity,
  facts: Facts,
  dataFlow: DataFlow,
  track: { systems: readonly string[]; dataClasses: DataFlow['dataClasses'] },
  isPlaced = track.systems.length > 0,
): TrackSeverity {
  const flow = isPlaced ? { ...dataFlow, dataClasses: track.dataClasses } : dataFlow;
  const { se, level, proposed, proposedBecause, otherReading } = assessSeverity(policy, facts, flow);
  return { se, level, proposed, proposedBecause, ...(otherReading && { otherReading }) };
}

/** The same, with the context the conclusion rules saw, for the triggers of obligations. */
export function assess(policy: CompiledSeverity, facts: Facts, dataFlow: DataFlow) {
  const known = knownClasses(facts, dataFlow);
  const classes = known.length === 0 ? DATA_CLASSES : known;
  const gravest = classes.reduce((a, b) => (policy.dpc[b] > policy.dpc[a] ? b : a));
  const dpc = facts.contextScore === null ? policy.dpc[gravest] : facts.contextScore * 100;
  const ei = policy.ei[facts.identifiability];
  const losses = weighedLosses(facts);
  const parts = {
    confidentiality: policy.cb.confidentiality[losses.confidentiality],
    integrity: policy.cb.integrity[losses.integrity],
    availability: policy.cb.availability[losses.availability],
    malicious: policy.cb.malicious[facts.malicious],
  };
  const cb = parts.confidentiality + parts.integrity + parts.availability + parts.malicious;
  // Exact: DPC is a multiple of 100.
  const se = (dpc * ei) / 100 + cb;
  const level = levelOf(policy, se);
  const leaning = levelOf(policy, se + policy.leanWithin);
  const edge = EDGES.find((name) => Math.abs(policy.bands[name] - se) <= policy.leanWithin) ?? null;
  const scores = { dpc, ei, cb, se, level };
  const context = severityContext(facts, dataFlow, scores, leaning);
  // A rule that cannot be evaluated may raise the conclusion but not lower it.
  const conclusion = firstCase(policy.conclusions, context, (rule) => GRAVITY[rule.conclude] > 0);
  const severity: Severity = {
    ...scores,
    reasons: [
      contextReason(facts, known, gravest, policy.dpc[gravest], dpc),
      identificationReason(facts.identifiability, ei),
      ...circumstanceReasons(facts, parts),
      scoreReason(scores),
      ...(edge === null
        ? []
        : [
            edgeReason(
              { se, edge, within: policy.leanWithin },
              { isBelow: se < policy.bands[edge], leans: level !== leaning },
            ),
          ]),
    ],
    flags: flagsOf(policy, facts, dataFlow, edge !== null),
    proposed: conclusion.conclude,
    proposedBecause: conclusion.because,
    ...(conclusion.otherReading && { otherReading: conclusion.otherReading }),
  };
  return { severity, context } satisfies { severity: Severity; context: SeverityContext };
}

function levelOf({ bands }: CompiledSeverity, se: number): Level {
  return EDGES.find((name) => se >= bands[name]) ?? 'low';
}

/** A number of people not known yet is not flagged as many unless the register knows of many in the touched systems. */
function flagsOf(policy: CompiledSeverity, facts: Facts, dataFlow: DataFlow, nearEdge: boolean): Severity['flags'] {
  const people = mostPeople(facts) ?? dataFlow.peopleConcerned ?? 0;
  const flags = {
    'more-than-100-people': people > policy.manyPeople,
    unintelligible: facts.unintelligible,
    'near-band-edge': nearEdge,
    'vulnerable-people': facts.vulnerablePeople === true,
  };
  return (Object.keys(flags) as Severity['flags']).filter((flag) => flags[flag]);
}
