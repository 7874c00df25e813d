import type { Finding } from '../../finding.ts';
import { type Found, makeFinding, requireId } from '../../make-finding.ts';
import { hasSampleTitle, tacticOf } from '../../microsoft.ts';
import { Reader } from '../../reader.ts';
import { actorsIn, entitiesOf, type Named, resourcesIn } from './entities.ts';

const SOURCE = 'microsoft-sentinel';
const EXPECTED = { expected: true } as const;
/** Columns of the table `SecurityAlert` are in UTC, and some exports leave the offset out. */
const UTC = { zone: 'utc', expected: true } as const;

/** What a playbook is given (`object`), a resource of the API (`properties`), or a row of the table `SecurityAlert`. */
export function readAlert(alert: unknown): Finding {
  const body = new Reader(alert);
  const resource = body.has('object') ? body.at('object') : body;
  const at = resource.has('properties') ? resource.at('properties') : resource;
  const isAlert = at.has('systemAlertId') || at.has('alertType') || !(at.has('title') || at.has('incidentNumber'));
  return makeFinding(isAlert ? alertOf(at, resource) : incidentOf(at, resource), at);
}

function incidentOf(at: Reader, resource: Reader): Found {
  const id = resource.text('name', EXPECTED) ?? lastOf(resource.text('id'));
  const findingId = requireId(id, SOURCE, 'name');
  const alerts = at.objects('alerts').map((each) => (each.has('properties') ? each.at('properties') : each));
  const named = [entitiesOf(at, 'relatedEntities'), ...alerts.map((each) => entitiesOf(each, 'entities'))].flat();
  const observedAt = at.instant('createdTimeUtc', UTC);
  const updatedAt = at.instant('lastModifiedTimeUtc', UTC);
  const products = at.texts('additionalData.alertProductNames');
  const title = at.text('title');
  return {
    ...common(named, [at, ...alerts]),
    ...{ findingId, product: products[0] ?? 'Microsoft Sentinel' },
    group: `incident/${findingId}`,
    firstSeenAt: at.instant('firstActivityTimeUtc', { zone: 'utc' }) ?? observedAt,
    lastSeenAt: at.instant('lastActivityTimeUtc', { zone: 'utc' }),
    ...{ observedAt, updatedAt },
    severityWord: at.text('severity', EXPECTED),
    type: 'Incident',
    title,
    description: at.text('description', { most: 4_000 }),
    tactics: [...wordsOf(at, 'additionalData.tactics'), ...wordsOf(at, 'additionalData.techniques')],
    count: at.number('additionalData.alertsCount'),
    status: statusOf(at.text('status'), observedAt !== updatedAt),
    sample: isOfDefender(products) && hasSampleTitle(title),
  };
}

function alertOf(at: Reader, resource: Reader): Found {
  const id = at.text('systemAlertId', EXPECTED) ?? resource.text('name');
  const findingId = requireId(id, SOURCE, 'systemAlertId');
  const product = at.text('productName') ?? 'Microsoft Sentinel';
  const title = at.text('alertDisplayName') ?? at.text('displayName') ?? at.text('alertName');
  const observedAt = at.instant('timeGenerated', UTC);
  const updatedAt = at.instant('processingEndTime', { zone: 'utc' }) ?? observedAt;
  const startKey = at.has('startTimeUtc') ? 'startTimeUtc' : 'startTime';
  const endKey = at.has('endTimeUtc') ? 'endTimeUtc' : 'endTime';
  return {
    ...common(entitiesOf(at, 'entities'), [at]),
    ...{ findingId, product },
    firstSeenAt: at.instant(startKey, UTC),
    lastSeenAt: at.instant(endKey, UTC),
    ...{ observedAt, updatedAt },
    severityWord: at.text(at.has('alertSeverity') ? 'alertSeverity' : 'severity', EXPECTED),
    type: at.text('alertType', EXPECTED),
    title,
    description: at.text('description', { most: 4_000 }),
    tactics: [...wordsOf(at, 'tactics'), ...wordsOf(at, 'techniques')],
    count: null,
    status: statusOf(at.text('status'), false),
    sample: isOfDefender([product, at.text('providerName') ?? '']) && hasSampleTitle(title),
  };
}

function common(named: Named[], alerts: Reader[]) {
  const azure = alerts.flatMap((alert) =>
    alert.objects('resourceIdentifiers').map((each) => each.text('azureResourceId')),
  );
  const ids = [...azure, ...alerts.map((alert) => alert.text('resourceId'))];
  return {
    ...{ source: SOURCE, vendor: 'Microsoft', severity: null },
    actor: actorsIn(named),
    // The workspace itself is where the alert was raised, not what it is about.
    resources: resourcesIn(
      named,
      ids.filter((id) => !/microsoft\.operationalinsights/i.test(id ?? '')),
    ),
  };
}

/** Words in a list, or in one text with commas. */
function wordsOf(at: Reader, path: string): string[] {
  const words = at.texts(path).flatMap((text) => text.split(','));
  return words.map((word) => tacticOf(word) ?? word.replaceAll(/[[\]"\s]/g, ''));
}

function lastOf(id: string | null): string | null {
  return id?.split('/').at(-1) || null;
}

/** Rules of Sentinel may put names from events, which others choose, into titles; those of Defender do not. */
function isOfDefender(products: string[]): boolean {
  return products.some((product) => /azure ?security ?center|defender for cloud/i.test(product));
}

function statusOf(word: string | null, changed: boolean): Finding['status'] {
  const status = word?.toLowerCase() ?? '';
  if (status === 'closed' || status === 'resolved') return 'resolved';
  if (status === 'dismissed') return 'archived';
  return changed || status === 'active' || status === 'inprogress' ? 'updated' : 'new';
}
