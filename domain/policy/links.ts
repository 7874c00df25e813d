import { otherStartOf } from '../clock/compute.ts';
import type { ClockStart } from '../clock/start.ts';
import type { CompiledObligation } from './compiled.ts';
import type { Problem } from './problem.ts';

/**
 * What obligations say of each other: a clock runs from the filing of one that exists and never, in the end, of itself;
 * and of two wordings of one duty, the older ends before the newer begins.
 */
export function checkLinks(
  sources: readonly { file: string; content: unknown }[],
  obligations: readonly CompiledObligation[],
): Problem[] {
  const byId = new Map(obligations.map((o) => [o.id, o]));
  const alike = Map.groupBy(obligations, dutyOf);
  const report = (id: string, field: string, message: string) => placeOf(sources, id, field, message);
  return obligations.flatMap((obligation): Problem[] => {
    const { id, replaces } = obligation;
    const problems = startsOf(obligation)
      .filter((filed) => !byId.has(filed))
      .map((filed) => report(id, 'startsFrom', `there is no obligation '${filed}' whose filing could start the clock`));
    if (runsFromItself(id, byId)) problems.push(report(id, 'startsFrom', 'the clock would start from its own filing'));
    if (replaces !== undefined) {
      const older = byId.get(replaces);
      if (older === undefined) problems.push(report(id, 'replaces', `there is no obligation '${replaces}'`));
      else if (overlap(older, obligation)) problems.push(report(id, 'replaces', `both '${replaces}' and this bind`));
    }
    const twin = alike.get(dutyOf(obligation))?.find((o) => o !== obligation && overlap(o, obligation));
    if (twin !== undefined && id > twin.id) {
      problems.push(report(id, 'effectiveFrom', `'${twin.id}' is the same duty, and their dates overlap`));
    }
    return problems;
  });
}

function startsOf({ startsFrom, clock }: CompiledObligation): string[] {
  const other = clock.kind === 'no-clock' ? null : otherStartOf(clock);
  return [startsFrom, other].flatMap((start: ClockStart | null) =>
    start !== null && typeof start === 'object' ? [start.filed] : [],
  );
}

function runsFromItself(id: string, byId: ReadonlyMap<string, CompiledObligation>): boolean {
  const seen = new Set<string>();
  const waiting = [id];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const obligation = byId.get(next);
    for (const filed of obligation === undefined ? [] : startsOf(obligation)) {
      if (filed === id) return true;
      if (!seen.has(filed)) waiting.push(filed);
      seen.add(filed);
    }
  }
  return false;
}

/** Equal for wordings of one duty. */
function dutyOf({ regimeId, article, title, stage }: CompiledObligation): string {
  return JSON.stringify([regimeId, article, title, stage]);
}

/** A duty not in force has no dates to overlap with. */
function overlap(a: CompiledObligation, b: CompiledObligation): boolean {
  if (a.effectiveFrom === null || b.effectiveFrom === null) return false;
  const begins = a.effectiveFrom > b.effectiveFrom ? a.effectiveFrom : b.effectiveFrom;
  return [a.effectiveTo, b.effectiveTo].every((end) => end === null || end >= begins);
}

function placeOf(
  sources: readonly { file: string; content: unknown }[],
  id: string,
  field: string,
  message: string,
): Problem {
  for (const { file, content } of sources) {
    const listed = (Object(content) as { obligations?: { id?: string }[] }).obligations ?? [];
    const index = listed.findIndex((o) => o?.id === id);
    if (index >= 0) return { file, path: ['obligations', index, field], message };
  }
  return { file: 'regimes', path: [], message: `${id}: ${message}` };
}
