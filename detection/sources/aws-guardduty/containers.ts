import { awsTags } from '../../aws.ts';
import type { FoundResource } from '../../make-finding.ts';
import type { Reader } from '../../reader.ts';

type Place = { account: string | null; region: string | null };

/** Clusters, workloads, tasks and containers of EKS and ECS. */
export function containerResources(resource: Reader, place: Place): FoundResource[] {
  const [eks, ecs] = [resource.at('eksClusterDetails'), resource.at('ecsClusterDetails')];
  const workload = resource.at('kubernetesDetails.kubernetesWorkloadDetails');
  const task = ecs.at('taskDetails');
  return [
    ...[eks, ecs].map(
      (cluster): FoundResource => ({
        kind: 'cluster',
        names: [cluster.text('name'), cluster.text('arn')],
        tags: awsTags(cluster),
        ...place,
      }),
    ),
    { kind: 'k8s-workload', names: workloadNames(workload, eks.text('name')), ...place },
    {
      kind: 'container',
      names: [task.text('arn'), task.text('definitionArn'), serviceOf(task.text('group'), ecs.text('name'))],
      tags: awsTags(task),
      ...place,
    },
    ...[...workload.objects('containers'), ...task.objects('containers'), resource.at('containerDetails')].map(
      (container): FoundResource => ({
        kind: 'container',
        names: [container.text('id'), container.text('name'), container.text('image')],
        ...place,
      }),
    ),
  ];
}

/** `cluster/namespace/workload` first, as the register may know it from other tools too, then what it is made of. */
function workloadNames(workload: Reader, cluster: string | null): (string | null)[] {
  const [name, namespace] = [workload.text('name'), workload.text('namespace')];
  if (name === null) return [];
  const inNamespace = namespace === null ? null : `${namespace}/${name}`;
  const inCluster = inNamespace === null || cluster === null ? null : `${cluster}/${inNamespace}`;
  return [inCluster, inNamespace, name, workload.text('uid')];
}

/** A task of a service has the group `service:<name>`. */
function serviceOf(group: string | null, cluster: string | null): string | null {
  const [, service] = /^service:(.+)$/.exec(group ?? '') ?? [];
  if (service === undefined) return null;
  return cluster === null ? service : `${cluster}/${service}`;
}
