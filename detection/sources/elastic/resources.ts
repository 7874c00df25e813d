import { workloadNames } from '../../kubernetes.ts';
import type { FoundResource } from '../../make-finding.ts';
import type { Reader } from '../../reader.ts';

/** Addresses that many machines have. */
const NOT_ITS_OWN = /^(127\.|::1$|fe80:|169\.254\.|172\.17\.0\.1$)/i;

/** What an event in the Elastic Common Schema names: machines, workloads, containers, buckets, users. */
export function resourcesOf(at: Reader): FoundResource[] {
  const account = at.text('cloud.account.id') ?? at.text('cloud.project.id');
  const region = at.text('cloud.region');
  const place = { account, region };
  const instance = at.text('cloud.instance.id');
  const cluster = at.text('orchestrator.cluster.name');
  return [
    {
      kind: instance === null ? 'host' : 'instance',
      names: [
        ...[instance, at.text('cloud.instance.name'), at.text('host.name'), at.text('host.hostname')],
        ...[at.text('host.id'), ...at.texts('host.ip').filter((ip) => !NOT_ITS_OWN.test(ip))],
      ],
      ...place,
    },
    {
      kind: 'k8s-workload',
      names: workloadNames({
        cluster,
        namespace: at.text('orchestrator.namespace') ?? at.text('kubernetes.namespace'),
        workload: at.text('kubernetes.deployment.name') ?? controllerOf(at),
        pod: podOf(at) ?? at.text('kubernetes.pod.name'),
      }),
      ...place,
    },
    { kind: 'cluster', names: [cluster, at.text('orchestrator.cluster.id')], ...place },
    {
      kind: 'container',
      names: [at.text('container.id'), at.text('container.name'), at.text('container.image.name')],
      ...place,
    },
    {
      kind: 'bucket',
      names: [at.text('aws.s3.bucket.name'), at.text('aws.s3.bucket.arn'), at.text('gcp.storage.bucket.name')],
      ...place,
    },
    { kind: 'identity', names: [at.text('user.target.name'), at.text('user.target.email')], ...place },
    { kind: 'identity', names: [at.text('user.name'), at.text('user.email')], ...place },
    { kind: 'account', names: [account], region },
  ];
}

function podOf(at: Reader): string | null {
  return at.text('orchestrator.resource.type') === 'pod' ? at.text('orchestrator.resource.name') : null;
}

function controllerOf(at: Reader): string | null {
  const kind = at.text('orchestrator.resource.type') ?? '';
  const isController = /^(deployment|statefulset|daemonset|job|cronjob)s?$/i.test(kind);
  return isController ? at.text('orchestrator.resource.name') : null;
}
