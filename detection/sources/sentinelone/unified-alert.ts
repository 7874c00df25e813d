import type { Finding } from '../../finding.ts';
import { workloadNames } from '../../kubernetes.ts';
import { type FoundResource, makeFinding, requireId } from '../../make-finding.ts';
import { Reader } from '../../reader.ts';
import type { NotForUs } from '../../source.ts';
import { classified, hostNames, scopeTags, statusOf, UTC } from './words.ts';

/** An alert of the unified alert management (GraphQL), whatever product or third party raised it. */
export function readUnifiedAlert(alert: unknown): Finding | NotForUs {
  const at = new Reader(alert);
  if (!['severity', 'classification', 'detectedAt', 'detectionSource'].some((sign) => at.has(sign)) && at.has('id')) {
    return {
      notForUs: 'It has an id, and nothing that an alert of SentinelOne has, such as severity or classification.',
    };
  }
  const createdAt = at.instant('createdAt', { ...UTC, expected: true });
  const detectedAt = at.instant('detectedAt', { ...UTC, expected: true });
  const status = at.text('status');
  return makeFinding(
    {
      source: 'sentinelone',
      vendor: at.text('detectionSource.vendor') ?? 'SentinelOne',
      product: at.text('detectionSource.product') ?? 'Singularity',
      findingId: requireId(at.text('id'), 'sentinelone', 'id'),
      group: at.text('storylineId'),
      firstSeenAt: at.instant('firstSeenAt', { ...UTC, expected: true }) ?? detectedAt,
      lastSeenAt: at.instant('lastSeenAt', { ...UTC, expected: true }),
      observedAt: createdAt ?? detectedAt,
      updatedAt: at.instant('updatedAt', { ...UTC, expected: true }),
      severity: null,
      severityWord: at.text('severity', { expected: true }),
      type: classified(at.text('classification', { expected: true })),
      title: at.text('name'),
      description: at.text('description', { most: 4_000 }),
      actor: {
        users: [at.text('detectionTime.targetUser.emailAddress') ?? at.text('detectionTime.targetUser.name')],
        ips: [at.text('detectionTime.attacker.ip')],
        processes: [at.text('process.file.path') ?? at.text('process.file.name')],
      },
      resources: resourcesOf(at),
      tactics: at.texts('attackTactics'),
      status: statusOf(status, at.text('analystVerdict'), /^in_progress$/i.test(status ?? '')),
      sample: false,
    },
    at,
  );
}

/** Each asset, joined with what was known of it at the time; the lists have the same order. */
function resourcesOf(at: Reader): FoundResource[] {
  const then = at.objects('detectionTime.assets');
  const tags = scopeTags(at, {
    account: 'detectionTime.scope.accountName',
    site: 'detectionTime.scope.siteName',
    group: 'detectionTime.scope.groupName',
  });
  const assets = at.objects('assets').map((asset, index): FoundResource => {
    const instance = then[index]?.text('cloud.instanceId') ?? null;
    const domain = then[index]?.text('asset.domain') ?? null;
    return {
      kind: instance === null ? 'host' : 'instance',
      names: [
        instance,
        ...hostNames(asset.text('name'), domain),
        ...[asset.text('agentUuid'), asset.text('id')],
        ...[then[index]?.text('asset.ipV4'), then[index]?.text('asset.ipV6')],
      ],
      account: then[index]?.text('cloud.accountId'),
      region: then[index]?.text('cloud.location'),
      tags,
    };
  });
  return [...assets, ...then.flatMap(containersOf)];
}

function containersOf(asset: Reader): FoundResource[] {
  const text = (key: string) => asset.text(`kubernetes.${key}`);
  const cluster = text('clusterName');
  return [
    {
      kind: 'k8s-workload',
      names: workloadNames({
        cluster,
        namespace: text('namespaceName'),
        workload: text('controllerName'),
        pod: text('podName'),
      }),
      tags: ['podLabels', 'controllerLabels'].flatMap((labels) => asset.texts(`kubernetes.${labels}`)),
    },
    { kind: 'cluster', names: [cluster] },
    { kind: 'container', names: [text('containerId'), text('containerName'), text('containerImageName')] },
  ];
}
