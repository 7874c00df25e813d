import type { Finding } from '../../detection/finding.ts';
import type { AlertSources } from '../../detection/registry.ts';
import { tacticId } from '../../detection/suspicions/tactics.ts';
import type { AlertOutcome } from '../../domain/alerts/outcome.ts';
import type { Attack, ExportedFinding, FindingDetail } from '../../domain/export/suspicion.ts';
import { readBody } from '../../intake/alert-reading.ts';
import { type AlertFinding, findingIds, readFindings } from '../../store/alert-findings.ts';
import { type AlertDoc, openHead, openOutcome, openRaw } from '../../store/alert-record.ts';
import { findAlert } from '../../store/alerts.ts';
import { alertIdsOfBreach, findingsOfBreach, outcomesOf } from '../../store/breach-alerts.ts';
import { openOr } from '../../store/crypto/seal.ts';
import type { Store } from '../../store/store.ts';

/** Findings of a breach for its export: what is known of each, with what the newest of its alerts says. */

const MOST_FINDINGS = 500;
/** Alerts that are looked through, the newest; a storm is the same finding over and over. */
const MOST_ALERTS = 2_000;
const AT_ONCE = 100;
/** Bytes of alerts that are read for one export. */
const MOST_BYTES = 33_554_432;

type Detailed = { row: AlertFinding; detail: FindingDetail | null };

/** The newest findings of a breach; and how many more there are. */
export async function exportedFindings(
  store: Store,
  sources: AlertSources,
  breachId: string,
): Promise<{ findings: ExportedFinding[]; more: number }> {
  const { findings: rows, more } = await findingsOfBreach(store, breachId, MOST_FINDINGS);
  const known = new Map(rows.map((row): [string, Detailed] => [row.id, { row, detail: null }]));
  const elsewhere = new Set<string>();
  // First the alerts that said the last of each.
  const said = rows.flatMap(({ alert }) => alert ?? []);
  const ids = [...new Set([...said, ...(await alertIdsOfBreach(store, breachId, MOST_ALERTS))])];
  let bytes = 0;
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    for (const alert of await outcomesOf(store, ids.slice(from, from + AT_ONCE))) {
      if (bytes >= MOST_BYTES || !(await isWanted(store, breachId, alert, known, elsewhere))) continue;
      bytes += alert.size;
      for (const finding of await readAlert(store, sources, alert._id)) {
        const one = namesOf(store, finding).flatMap((id) => known.get(id) ?? [])[0];
        if (one !== undefined && one.detail === null) one.detail = detailOf(finding);
      }
    }
  }
  return { findings: [...known.values()].map(exported), more };
}

/**
 * Whether an alert tells of a finding of which nothing else was read yet. One that went on to a later breach, once this
 * one was closed, is taken up; one that a person moved away is not.
 *
 * @param elsewhere ids that were looked up already
 */
async function isWanted(
  store: Store,
  breachId: string,
  alert: Pick<AlertDoc, '_id' | 'outcome' | 'source'>,
  known: Map<string, Detailed>,
  elsewhere: Set<string>,
): Promise<boolean> {
  const outcome = openOr<AlertOutcome | null>(
    alert.outcome,
    () => openOutcome<AlertOutcome>(store, alert),
    () => null,
  );
  if (outcome === null) return false;
  const own = outcome.findings.filter((finding) => finding.breachId === breachId);
  const names = own.map(({ findingId }) => namesOf(store, { source: alert.source, findingId }));
  const unknown = names.flat().filter((id) => !known.has(id) && !elsewhere.has(id));
  for (const id of unknown) elsewhere.add(id);
  for (const row of (await readFindings(store, unknown)).values()) {
    if (row.after === breachId && known.size < MOST_FINDINGS) known.set(row.id, { row, detail: null });
  }
  const isOpen = (ids: readonly string[]) => ids.some((id) => known.get(id)?.detail === null);
  // What it tells of beyond those listed may be any that is still open.
  return names.some(isOpen) || (outcome.moreFindings > 0 && isOpen([...known.keys()]));
}

function namesOf(store: Store, { source, findingId }: Pick<Finding, 'source' | 'findingId'>): string[] {
  return findingIds(store, source, findingId);
}

/** What is in an alert; nothing where it is gone, or does not open or read any more. */
async function readAlert(store: Store, sources: AlertSources, id: string): Promise<Finding[]> {
  const doc = await findAlert(store, id);
  if (doc === null) return [];
  try {
    return readBody(sources.find(doc.source), openRaw(store, doc), openHead(store, doc).headers).findings;
  } catch {
    return [];
  }
}

function exported({ row, detail }: Detailed): ExportedFinding {
  const { source, findingId, title, type, known, rule, firstAt, lastAt, count } = row;
  const { severity, systems } = known;
  return { source, findingId, title, type, severity, rule, systems, firstAt, lastAt, count, detail };
}

function detailOf(finding: Finding): FindingDetail {
  const { vendor, product, description, firstSeenAt, lastSeenAt, observedAt, updatedAt, actor } = finding;
  const { users, ips, processes } = actor;
  return {
    ...{ vendor, product, description, firstSeenAt, lastSeenAt, observedAt, updatedAt, users, ips, processes },
    attacks: finding.tactics.flatMap((word) => attackOf(word) ?? []),
    otherTactics: finding.tactics.filter((word) => attackOf(word) === null),
    resources: finding.resources.map(({ kind, names }) => ({ kind, names })),
    dataClasses: finding.dataClasses,
  };
}

const TECHNIQUE = /^(T\d{4}(?:\.\d{3})?)(?: (.+))?$/i;

/** A tactic by any of its names, or a technique by its id; a tool's own words may be either, and are none here. */
function attackOf(word: string): Attack | null {
  const [, technique, named = null] = TECHNIQUE.exec(word) ?? [];
  if (technique !== undefined) return { kind: 'technique', uid: technique.toUpperCase(), name: named };
  const uid = tacticId(word);
  return uid === null ? null : { kind: 'tactic', uid, name: uid === word.toUpperCase() ? null : word };
}
