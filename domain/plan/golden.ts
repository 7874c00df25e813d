import { perArticle } from '../articles.ts';
import { dataFlowOf } from '../dataflow.ts';
import type { Expected, RegimeCase } from '../policy/case.ts';
import type { CompiledPolicy } from '../policy/compiled.ts';
import type { Problem } from '../policy/problem.ts';
import type { Organisation } from '../policy/schema.ts';
import { makePlan } from './make.ts';
import type { PlanInput, PlannedObligation } from './types.ts';

/**
 * Runs every golden case and gives what does not come out as it says, and every obligation that no case reaches: each
 * needs a case in which it applies (or would) and one in which it does not.
 */
export function checkCases(policy: CompiledPolicy): Problem[] {
  const bench = { ...policy, organisation: { ...policy.organisation, ...BENCH } };
  return Object.entries(policy.cases).flatMap(([regimeId, { file, cases }]) => {
    const ids = policy.obligations.flatMap((o) => (o.regimeId === regimeId ? [o.id] : []));
    const wrong = cases.flatMap((golden, index) => runCase(bench, golden, { file, path: ['cases', index] }));
    return [...wrong, ...unreached(ids, cases, file)];
  });
}

/** What the organisation is must not decide whether a regime's cases hold: each says what it needs in its facts. */
const BENCH: Pick<Organisation, 'profile' | 'markets' | 'zone' | 'establishment'> = {
  profile: ['controller', 'processor'],
  markets: [],
  zone: 'Europe/Berlin',
  establishment: {
    main: 'DE',
    region: null,
    others: [],
    substantialEffects: false,
    representative: null,
    sector: 'private',
    publicTask: false,
  },
};

/** What a golden case is planned from. */
export function inputOf({ facts, roles = [], awareness, decidedRisk, filings, updates }: RegimeCase): PlanInput {
  const dataFlow = { ...dataFlowOf([]), roles };
  const at = awareness ?? '2026-11-24T12:00:00.000Z';
  const decided = perArticle((article) => {
    const conclusion = decidedRisk[article];
    return conclusion === undefined ? null : { conclusion, reopened: false };
  });
  const rest = { at, openedAt: at, awareness, filings, updates, decided, systemsOf: {}, scale: 1 };
  return { ...rest, facts, dataFlow };
}

type Place = Pick<Problem, 'file' | 'path'>;

function runCase(policy: CompiledPolicy, golden: RegimeCase, { file, path }: Place): Problem[] {
  const { obligations } = makePlan(policy, inputOf(golden), { trace: 'all' });
  return Object.entries(golden.expect).flatMap(([id, expected]): Problem[] => {
    const at = { file, path: [...path, 'expect', id] };
    const planned = obligations.find((o) => o.id === id);
    if (planned === undefined) return [{ ...at, message: `there is no obligation '${id}'` }];
    return differences(planned, expected).map((message) => ({ ...at, message }));
  });
}

function differences(planned: PlannedObligation, expected: Expected): string[] {
  const { applies, because, clock, startsFrom } = planned;
  if (applies !== expected.applies) return [`is '${applies}', not '${expected.applies}': ${because}`];
  const found: Expected = {
    applies,
    due: clock?.due,
    latest: clock?.latest ?? undefined,
    waitsFor: (clock === null && startsFrom) || undefined,
  };
  return (['due', 'latest', 'waitsFor'] as const)
    .filter((key) => expected[key] !== undefined && expected[key] !== found[key])
    .map((key) => `${key} is ${found[key] ?? 'not there'}, not ${expected[key]}`);
}

function unreached(ids: string[], cases: RegimeCase[], file: string): Problem[] {
  return ids.flatMap((id): Problem[] => {
    const seen = cases.flatMap((golden) => golden.expect[id]?.applies ?? []);
    const missing = [
      ...(seen.some((applies) => applies !== 'does-not-apply') ? [] : ['applies']),
      ...(seen.includes('does-not-apply') ? [] : ['does not apply']),
    ];
    return missing.map((what) => ({ file, path: ['cases'], message: `no case in which '${id}' ${what}` }));
  });
}
