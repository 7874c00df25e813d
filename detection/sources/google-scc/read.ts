import type { Finding } from '../../finding.ts';
import { makeFinding, requireId } from '../../make-finding.ts';
import { Reader } from '../../reader.ts';
import type { NotForUs } from '../../source.ts';
import { accountOf, resourcesOf } from './resources.ts';

const SOURCE = 'google-scc';
const EXPECTED = { expected: true } as const;
/** Classes of findings that tell of no event. */
const OTHER_CLASSES: Record<string, string> = {
  VULNERABILITY: 'a weakness in software, which belongs to the management of vulnerabilities',
  SCC_ERROR: 'a fault of Security Command Center itself: its page tells what to mend',
};

/** A notification (`finding` and `resource`), an entry of a list, or a finding alone; versions 1 and 2 of the API. */
export function readFinding(alert: unknown): Finding | NotForUs {
  const outer = new Reader(alert);
  const at = outer.has('finding') ? outer.at('finding') : outer;
  const findingClass = at.text('findingClass')?.toUpperCase() ?? '';
  const other = Object.hasOwn(OTHER_CLASSES, findingClass) ? OTHER_CLASSES[findingClass] : undefined;
  if (other !== undefined) return { notForUs: `This finding tells of ${other}.` };
  const findingId = requireId(idOf(at), SOURCE, 'finding.name');
  const createdAt = at.instant('createTime', EXPECTED);
  const eventAt = at.instant('eventTime', EXPECTED);
  const category = at.text('category', EXPECTED);
  return makeFinding(
    {
      ...{ source: SOURCE, vendor: 'Google', product: at.text('parentDisplayName') ?? 'Security Command Center' },
      findingId,
      // When the event happened; of an ongoing one, when it was last seen.
      firstSeenAt: earlier(createdAt, eventAt),
      lastSeenAt: eventAt,
      ...{ observedAt: createdAt, updatedAt: eventAt },
      severity: null,
      severityWord: at.text('severity', EXPECTED),
      type: category,
      title: category,
      description: at.text('description', { most: 4_000 }) ?? at.text('sourceProperties.Explanation', { most: 4_000 }),
      actor: actorOf(at),
      resources: resourcesOf(at, outer.at('resource'), accountOf(at, outer.at('resource'))),
      tactics: ['primaryTactic', 'primaryTechniques', 'additionalTactics', 'additionalTechniques'].flatMap((name) =>
        at.texts(`mitreAttack.${name}`),
      ),
      count: at.number('cloudDlpInspection.infoTypeCount'),
      dataClasses: [at.text('cloudDlpInspection.infoType')],
      status: statusOf(at, createdAt !== eventAt),
      sample: false,
    },
    at,
  );
}

/** The id within its source: versions of the API write different paths before and within it. */
function idOf(at: Reader): string | null {
  const name = at.text('name', EXPECTED) ?? at.text('canonicalName');
  const [, source, finding] = /sources\/([^/]+)\/(?:locations\/[^/]+\/)?findings\/([^/]+)$/.exec(name ?? '') ?? [];
  return source === undefined ? name : `${source}/${finding}`;
}

function earlier(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return b ?? a;
  return a < b ? a : b;
}

function actorOf(at: Reader) {
  const addresses = at.objects('connections').flatMap((each) => [each.text('sourceIp'), each.text('destinationIp')]);
  return {
    users: [at.text('access.principalEmail') ?? at.text('access.principalSubject'), at.text('database.userName')],
    ips: [at.text('access.callerIp'), ...at.texts('indicator.ipAddresses'), ...addresses],
    processes: at.objects('processes').map((process) => process.text('binary.path') ?? process.text('name')),
  };
}

function statusOf(at: Reader, changed: boolean): Finding['status'] {
  if (at.text('mute')?.toUpperCase() === 'MUTED') return 'archived';
  if (at.text('state')?.toUpperCase() === 'INACTIVE') return 'resolved';
  return changed ? 'updated' : 'new';
}
