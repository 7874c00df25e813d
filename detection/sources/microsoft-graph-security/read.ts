import type { Finding } from '../../finding.ts';
import { makeFinding, requireId } from '../../make-finding.ts';
import { hasSampleTitle, tacticOf } from '../../microsoft.ts';
import { Reader } from '../../reader.ts';
import type { NotForUs } from '../../source.ts';
import { inTenant } from '../../tenant.ts';
import { evidenceOf } from './evidence.ts';
import { legacyEvidence } from './legacy.ts';

const SOURCE = 'microsoft-graph-security';
const EXPECTED = { expected: true } as const;

/** An alert, an incident with its alerts as one finding, or a notification that one of them was changed. */
export function readAlert(alert: unknown): Finding | NotForUs {
  const at = new Reader(alert);
  if (at.has('lifecycleEvent')) {
    const event = at.text('lifecycleEvent');
    return { notForUs: `Microsoft Graph says '${event}' of the subscription itself: look whether it still runs.` };
  }
  if (!at.has('changeType') || !(at.has('subscriptionId') || at.has('resource'))) return readResource(at);
  return at.has('resourceData.title') || at.has('resourceData.displayName')
    ? readResource(at.at('resourceData'))
    : readNotification(at);
}

function readResource(at: Reader): Finding {
  const findingId = requireId(at.text('id', EXPECTED), SOURCE, 'id');
  const isIncident = at.has('displayName') || at.has('alerts');
  const incident = isIncident ? findingId : at.text('incidentId');
  const alerts = at.objects('alerts');
  const parts = alerts.length > 0 ? alerts : [at];
  if (isIncident && alerts.length === 0) {
    at.note('alerts', 'is missing: what is concerned and since when is not known; ask Graph with $expand=alerts');
  }
  const title = at.text(isIncident ? 'displayName' : 'title');
  const observedAt = at.instant('createdDateTime', EXPECTED);
  // Legacy alerts and incidents call the time of the last change otherwise.
  const updatedAt = at.has('lastModifiedDateTime')
    ? at.instant('lastModifiedDateTime')
    : at.instant('lastUpdateDateTime', EXPECTED);
  const evidence = parts.flatMap((part) => [evidenceOf(part), legacyEvidence(part)]);
  const isWritten = parts.some((part) => /custom/i.test(part.text('detectionSource') ?? ''));
  return makeFinding(
    {
      ...{ source: SOURCE, vendor: 'Microsoft', findingId },
      product: at.text('productName') ?? at.text('vendorInformation.provider') ?? 'Microsoft Defender XDR',
      group: incident === null ? null : `incident/${incident}`,
      firstSeenAt: earliest(parts, !isIncident || alerts.length > 0) ?? observedAt,
      lastSeenAt: latest(parts),
      ...{ observedAt, updatedAt },
      severity: null,
      severityWord: at.text('severity', EXPECTED),
      type: isIncident ? 'Incident' : at.text('category', EXPECTED),
      title,
      description: at.text('description', { most: 4_000 }),
      actor: {
        users: evidence.flatMap(({ users = [] }) => users),
        ips: evidence.flatMap(({ ips = [] }) => ips),
        processes: evidence.flatMap(({ processes = [] }) => processes),
      },
      resources: inTenant(
        at.text('tenantId') ?? at.text('azureTenantId'),
        evidence.flatMap(({ resources = [] }) => resources),
      ),
      tactics: parts.flatMap((part) => [tacticOf(part.text('category')), ...part.texts('mitreTechniques')]),
      count: isIncident && alerts.length > 0 ? alerts.length : null,
      status: statusOf(at.text('status'), observedAt !== updatedAt),
      // A rule that a customer writes may put names from the event, which others choose, into its title.
      sample: !isWritten && hasSampleTitle(title),
    },
    at,
  );
}

/** Alerts always say when they began; an incident that came without its alerts cannot. */
function earliest(parts: Reader[], expected: boolean): string | null {
  const times = parts.map((part) => {
    const key = part.has('eventDateTime') ? 'eventDateTime' : 'firstActivityDateTime';
    return part.instant(key, { expected });
  });
  return times.filter((time) => time !== null).sort()[0] ?? null;
}

function latest(parts: Reader[]): string | null {
  const times = parts.map((part) => part.instant('lastActivityDateTime'));
  return (
    times
      .filter((time) => time !== null)
      .sort()
      .at(-1) ?? null
  );
}

function statusOf(word: string | null, changed: boolean): Finding['status'] {
  const status = word?.toLowerCase() ?? '';
  if (status === 'resolved') return 'resolved';
  // An incident that was merged into another one lives on there.
  if (status === 'redirected' || status === 'dismissed') return 'archived';
  return changed || status === 'inprogress' ? 'updated' : 'new';
}

/** Graph sends only which alert was changed: it is kept as a finding of its own, so that it replaces no alert. */
function readNotification(at: Reader): Finding {
  const resource = at.text('resource');
  const id =
    at.text('resourceData.id') ??
    resource
      ?.split('/')
      .at(-1)
      ?.replace(/^.*\('(.+)'\)$/, '$1') ??
    null;
  const alertId = requireId(id, SOURCE, 'resourceData.id');
  at.note('resourceData', 'holds only which alert was changed: what it says has to be fetched from Microsoft Graph');
  return makeFinding(
    {
      ...{ source: SOURCE, vendor: 'Microsoft', product: 'Microsoft Graph', findingId: `notification/${alertId}` },
      group: alertId,
      ...{ firstSeenAt: null, lastSeenAt: null, observedAt: null, updatedAt: null },
      severity: null,
      type: 'ChangeNotification',
      title: `Microsoft Graph says '${at.text('changeType')}' of ${alertId}`,
      resources: [{ kind: 'tenant', names: [at.text('tenantId')] }],
      sample: false,
    },
    at,
  );
}
