import { canonicalJson } from '../../domain/audit/chain.ts';
import { TocsinError } from '../../domain/errors.ts';
import { keepReport } from '../../intake/keep-report.ts';
import { type AlertFinding, readFindings } from '../../store/alert-findings.ts';
import { movedPayload } from '../../store/alert-moves.ts';
import { withSiblings } from '../../store/breach-alerts.ts';
import { sha256Hex } from '../../store/crypto/digest.ts';
import { keepFile } from '../../store/files.ts';
import type { CommandOutcome } from '../../workflows/messages.ts';
import type { Asked } from '../asked.ts';
import { findBreach, type StillSeen, sendCommand } from '../breach/command.ts';
import type { ServiceDeps } from '../deps.ts';
import { requireOpen } from '../handling/triage.ts';

/** `to`: another open incident; null for one that is opened for them. */
export type MoveGiven = { findings: readonly string[]; to: string | null; reasons: string };

type Deps = ServiceDeps & { log: Parameters<typeof keepReport>[0]['log'] };

/** What is written within the time that the record of a step may take; and of how many all is said in the evidence. */
const MOST_TOGETHER = 10_000;
const MOST_LISTED = 500;

/**
 * Moves findings of alerts from one open incident to another, or to one of their own, with all that their source groups
 * with them. What is on record of them stays where it is; what comes in later goes to the other. To undo it, move them
 * back.
 *
 * @returns also the incident that has them now
 * @throws TocsinError `not-found` for findings that are not of this incident; `conflict` for another one that is not
 *   open; what a command is refused with
 */
export async function moveFindings(
  deps: Deps,
  asked: Asked,
  breachId: string,
  { findings, to, reasons }: MoveGiven,
  stillSeen?: StillSeen,
): Promise<CommandOutcome & { to: string }> {
  const { store, clock } = deps;
  const state = await findBreach(deps, breachId);
  const named = await namedOf(store, state.breachId, findings);
  const rows = await withSiblings(store, state.breachId, named);
  if (to !== null) await requireOpen(deps, state.breachId, to);
  if (reasons === '') throw new TocsinError('reasons-missing', 'Give the reasons for moving findings.', 'reasons');
  if (state.status === 'closed') {
    const message = `${state.breachId} is closed: open it again first, and move its findings then.`;
    throw new TocsinError('breach-closed', message, 'breach');
  }
  const isHere = (row: AlertFinding) => row.breachId === state.breachId;
  const here = rows.filter(isHere);
  if (here.length > MOST_TOGETHER) throw tooMany(state.breachId, here.length);
  const known = rows
    .slice(0, MOST_LISTED)
    .map(({ id, source, title, type, rule, because = '', firstAt, lastAt, count, known: said }) => {
      return { finding: id, source, title, type, rule, because, firstAt, lastAt, count, ...said };
    });
  const others = rows.slice(MOST_LISTED).map(({ id }) => id);
  const listed = { movedFrom: state.breachId, findings: known, ...(others.length > 0 && { others }) };
  const raw = Buffer.from(canonicalJson(listed));
  const meta = { mediaType: 'application/json', source: rows[0]?.source ?? '', keptAt: clock() };
  const evidence = await keepFile(store, raw, meta);
  // Where this very command was done before, they are there already.
  let other = to ?? rows.find((row) => !isHere(row))?.breachId ?? '';
  const ids = named
    .filter(isHere)
    .map(({ id }) => id)
    .sort();
  // Siblings are counted, and found anew where they move: what is on record does not grow with them.
  const siblings = here.length - ids.length;
  const body = { type: 'move-findings', findings: ids, siblings, opened: to === null, evidence, reasons } as const;
  const outcome = await sendCommand(
    ...[deps, asked, state],
    { ...body, to: other },
    {
      stillSeen,
      // Only once nothing speaks against it an incident is opened for them.
      measure: async () => {
        if (here.length === 0) throw notOfIt(state.breachId);
        if (to === null) other = await openFor(deps, asked, { rows: here, raw, from: state.breachId, evidence });
        return { to: other };
      },
    },
  );
  return { ...outcome, to: other };
}

function notOfIt(breachId: string): TocsinError {
  const message = `Name findings of ${breachId}, as its page and \`tocsin findings ${breachId}\` list them.`;
  return new TocsinError('not-found', message, 'findings');
}

function tooMany(breachId: string, count: number): TocsinError {
  const message =
    `${count} findings of ${breachId} would go together; at most ${MOST_TOGETHER} are moved. ` +
    'Merge the other incident into this one, or this one into the other.';
  return new TocsinError('conflict', message, 'findings');
}

async function namedOf(store: ServiceDeps['store'], breachId: string, ids: readonly string[]): Promise<AlertFinding[]> {
  const named = await readFindings(store, ids);
  const isOfIt = (row: AlertFinding | undefined) => row?.breachId === breachId || row?.movedFrom === breachId;
  if (ids.length === 0 || !ids.every((id) => isOfIt(named.get(id)))) throw notOfIt(breachId);
  return [...named.values()];
}

async function openFor(
  deps: Deps,
  { by, idempotencyKey, content, requestId }: Asked,
  {
    rows,
    raw,
    from,
    evidence,
  }: {
    rows: readonly AlertFinding[];
    raw: Buffer;
    from: string;
    evidence: Parameters<typeof movedPayload>[1]['evidence'];
  },
): Promise<string> {
  const { kind: _, evidence: __, opens: ___, ...payload } = movedPayload(rows, { by, evidence });
  const narrative = { ...payload.narrative, summary: `Moved from ${from}.\n${payload.narrative.summary}` };
  const { breachId } = await keepReport(deps, {
    ...{ kind: 'alert', opens: true, raw, requestId, correlation: null, exercise: null },
    ...{ scope: by, key: `${idempotencyKey}/${from}`, bodySha256: sha256Hex(canonicalJson({ from, content })) },
    receivedAt: deps.clock(),
    payload: { ...payload, narrative },
  });
  if (breachId === null) throw new TocsinError('internal', 'No incident was opened for the findings.');
  return breachId;
}
