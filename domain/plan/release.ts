import { createHash } from 'node:crypto';
import type { CounterpartyKind } from '../dataflow.ts';
import { draftStatement } from '../notices/drafted.ts';
import { bytesOf, type Statement } from '../notices/statement.ts';
import type { Organisation } from '../policy/schema.ts';
import type { PlanInput, PlannedRelease, PolicyRelease, Severity } from './types.ts';

const LEVELS = ['low', 'medium', 'high', 'very-high'] as const satisfies readonly Severity['level'][];

/**
 * Who may release what suppliers and customers read, and which kinds are told by the policy itself: those of a drill,
 * and those for which a text was approved beforehand, up to a severity. All others wait for a person.
 */
export function planRelease(
  { release, language }: Pick<Organisation, 'release' | 'language'>,
  { facts, isDrill }: Pick<PlanInput, 'facts' | 'isDrill'>,
  { level }: Pick<Severity, 'level'>,
): PlannedRelease {
  const byPolicy: PlannedRelease['byPolicy'] = {};
  for (const kind of ['supplier', 'customer'] as const) {
    const isDrafted = isDrill === true && release.drills;
    const found = isDrafted ? drill(draftStatement(facts, language)) : approvedFor(release, kind, level);
    if (found !== null) byPolicy[kind] = found;
  }
  return { responders: release.responders, byPolicy };
}

function drill(statement: Statement): PolicyRelease {
  return { statement, sha256: sha256Of(statement), basis: 'drill' };
}

function approvedFor(
  { approved }: Organisation['release'],
  kind: CounterpartyKind,
  level: Severity['level'],
): PolicyRelease | null {
  const found = approved.find((each) => each.kind === kind && LEVELS.indexOf(level) <= LEVELS.indexOf(each.upTo));
  if (found === undefined) return null;
  const { happened, consequences, measures, advice } = found;
  const statement = { happened, consequences, measures, advice };
  return { statement, sha256: sha256Of(statement), basis: 'approved-text' };
}

/** SHA-256 of the exact bytes of a statement, in hex. */
export function sha256Of(statement: Statement): string {
  return createHash('sha256').update(bytesOf(statement)).digest('hex');
}
