import { fileURLToPath } from 'node:url';
import { loadJudgement } from '../config/detection.ts';
import { compileSource } from '../detection/rules/compile.ts';
import { createEvaluator } from '../detection/rules/evaluate.ts';
import { detectionLanguage } from '../detection/rules/language.ts';
import { toInstant } from '../domain/time.ts';
import { type AlertJudge, createAlertJudge } from '../intake/alert-judge.ts';
import type { Relay } from '../intake/relay.ts';
import type { Store } from '../store/store.ts';

export const SOURCE = 'aws-guardduty';
export const RULES = 500;

/** The real judge with many rules, all but two of which never match. */
export function judgeOf(store: Store, relay: Pick<Relay, 'kick'> = { kick: () => undefined }): AlertJudge {
  const { rules: shipped, ...judgement } = loadJudgement(fileURLToPath(new URL('../policy', import.meta.url)));
  const never = { outcome: 'watch' as const, because: 'It never matches anything.' };
  const rules = [
    ...Array.from({ length: RULES - 2 }, (_, n) => ({
      ...{ id: `never-${n}`, when: `finding.severity >= 4 && finding.type.startsWith("Never:${n}/")`, ...never },
    })),
    { id: 'severe', when: 'finding.severity >= 7', outcome: 'suspect' as const, because: 'High severity on a system.' },
    { id: 'keep', outcome: 'watch' as const, because: 'Low severity, kept and counted.' },
  ];
  const refuse = (_: unknown, message: string) => {
    throw new Error(message);
  };
  const none = { before: [], after: [] };
  const set = compileSource({ source: SOURCE, rules, cases: [] }, none, detectionLanguage(), refuse);
  const evaluate = createEvaluator(set, 'Europe/Berlin');
  return createAlertJudge({
    ...{ store, ...judgement, rules: new Map([...shipped, [SOURCE, evaluate]]), relay },
    // Each opens a breach of its own, which costs most.
    storm: { openings: 1_000 },
    ...{ clock: () => toInstant(Date.now()), log: { info: () => undefined, warn: console.warn } },
    every: () => () => undefined,
  });
}
