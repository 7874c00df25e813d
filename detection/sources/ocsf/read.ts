import type { Finding } from '../../finding.ts';
import { makeFinding, requireId } from '../../make-finding.ts';
import { Reader } from '../../reader.ts';
import type { NotForUs } from '../../source.ts';
import { actorOf, dataClassesOf, ocsfResources } from './objects.ts';

/** Classes of OCSF's category of findings that tell of something that happened. */
const CLASSES: Record<number, string> = {
  2001: 'Security Finding',
  2004: 'Detection Finding',
  2005: 'Incident Finding',
  2006: 'Data Security Finding',
};
/** Weaknesses, rules that are not kept, and what rights there are. A class that is newer than these may be anything. */
const NO_INCIDENTS = [2002, 2003, 2007, 2008];
const FINDINGS = 2;
/** `severity_id`, on the scale of a finding; 0 is unknown and 99 the tool's own word. */
const SEVERITIES: Record<number, number> = { 1: 1, 2: 3, 3: 5, 4: 8, 5: 9.5, 6: 10 };
const TEST_VERDICT = 6;

/** A finding of OCSF, as the source of that name sends it. */
export function readOcsf(source: string, alert: unknown): Finding | NotForUs {
  const at = new Reader(alert);
  const classId = at.number('class_uid', { expected: true });
  const name = at.text('class_name') ?? CLASSES[classId ?? 0] ?? null;
  const isOfFindings = classId === null || Math.floor(classId / 1_000) === FINDINGS;
  if (classId !== null && (!isOfFindings || NO_INCIDENTS.includes(classId))) {
    return { notForUs: `An event of class ${classId}${name === null ? '' : ` (${name})`} tells of no incident.` };
  }
  const info = at.has('finding_info') ? at.at('finding_info') : at.at('finding');
  const listed = at.objects('finding_info_list');
  const id = info.text('uid') ?? (listed.length === 0 ? null : at.text('metadata.uid'));
  if (id === null) at.note('finding_info.uid', 'is missing');
  const findingId = requireId(
    id ?? at.text('metadata.uid') ?? listed[0]?.text('uid') ?? null,
    source,
    'finding_info.uid',
  );
  const time = timeOf(at, 'time', true);
  const created = timeOf(info, 'created_time') ?? time;
  const severityWord = at.text('severity');
  return makeFinding(
    {
      source,
      vendor: at.text('metadata.product.vendor_name') ?? 'unknown',
      product: at.text('metadata.product.name') ?? 'unknown',
      findingId,
      firstSeenAt: timeOf(info, 'first_seen_time') ?? timeOf(at, 'start_time') ?? created,
      lastSeenAt: timeOf(info, 'last_seen_time') ?? timeOf(at, 'end_time'),
      observedAt: created,
      updatedAt: timeOf(info, 'modified_time') ?? time,
      severity: severityOf(at),
      severityWord,
      type: info.texts('types')[0] ?? name,
      title: info.text('title') ?? at.text('message') ?? listed[0]?.text('title') ?? null,
      description: info.text('desc') ?? at.text('desc') ?? at.text('message'),
      actor: actorOf(at),
      resources: ocsfResources(at),
      tactics: tacticsOf([info, at, ...listed]),
      count: at.number('count'),
      dataClasses: dataClassesOf(at),
      status: statusOf(at),
      sample: isSample(at, info),
    },
    at,
  );
}

function severityOf(at: Reader): number | null {
  const id = at.number('severity_id', { expected: !at.has('severity') });
  return id === null ? null : (SEVERITIES[id] ?? null);
}

/** Milliseconds, or the same as text beside it. */
function timeOf(at: Reader, name: string, expected = false) {
  const isWritten = at.has(`${name}_dt`);
  const inMs = at.instant(name, { epoch: 'ms', expected: expected && !isWritten });
  return inMs ?? at.instant(`${name}_dt`);
}

function tacticsOf(parts: readonly Reader[]): (string | null)[] {
  return parts
    .flatMap((part) => part.objects('attacks'))
    .flatMap((attack) =>
      [attack.at('tactic'), ...attack.objects('tactics'), attack.at('technique'), attack.at('sub_technique')].flatMap(
        (each) => [each.text('uid'), each.text('name')],
      ),
    );
}

/** `status_id` of findings: 1 new, 2 in progress, 3 suppressed, 4 resolved, 5 archived, 6 deleted. */
function statusOf(at: Reader): Finding['status'] {
  const status = at.number('status_id');
  const activity = at.number('activity_id');
  if (status === 4 || activity === 3) return 'resolved';
  if (status === 3 || status === 5 || status === 6) return 'archived';
  return status === 2 || activity === 2 ? 'updated' : 'new';
}

/** A verdict that it is a test, or the mark that Amazon puts before the titles of its samples. */
function isSample(at: Reader, info: Reader): boolean {
  const isOfAmazon = at.text('metadata.product.vendor_name') === 'AWS';
  return at.number('verdict_id') === TEST_VERDICT || (isOfAmazon && /^\s*\[sample\]/i.test(info.text('title') ?? ''));
}
