import type { Finding } from '../../finding.ts';
import { workloadNames } from '../../kubernetes.ts';
import { type FoundResource, makeFinding, requireId } from '../../make-finding.ts';
import { Reader } from '../../reader.ts';
import type { NotForUs } from '../../source.ts';
import { hostNames, isSample, statusOf, tagsOf, typeOf } from './detection-event.ts';

/** An alert as the API gives it (Alerts v2), whatever product of Falcon raised it. Its times are of UTC. */
export function readAlert(alert: unknown): Finding | NotForUs {
  const at = new Reader(alert);
  if (!['composite_id', 'severity', 'tactic'].some((sign) => at.has(sign)) && at.has('id')) {
    return {
      notForUs: 'It has an id, and nothing that an alert of Falcon has: neither composite_id, severity nor tactic.',
    };
  }
  const findingId = requireId(at.text('composite_id') ?? at.text('id'), 'crowdstrike', 'composite_id');
  const happenedAt = at.instant('start_time') ?? at.instant('context_timestamp') ?? at.instant('timestamp');
  const tactic = at.text('tactic');
  const technique = at.text('technique');
  const name = at.text('display_name') ?? at.text('name');
  const description = at.text('description', { most: 4_000 });
  const severity = at.number('severity', { expected: true });
  return makeFinding(
    {
      source: 'crowdstrike',
      vendor: 'CrowdStrike',
      product: at.texts('source_products')[0] ?? 'Falcon',
      findingId,
      // Detections of one process tree, or of one incident of an identity, have one aggregate.
      group: at.text('aggregate_id'),
      firstSeenAt: happenedAt,
      lastSeenAt: at.instant('end_time') ?? at.instant('timestamp') ?? happenedAt,
      observedAt: at.instant('created_timestamp', { expected: true }),
      updatedAt: at.instant('updated_timestamp', { expected: true }),
      // From 1 to 100: from 20 on it is low, from 40 medium, from 60 high, from 80 critical.
      severity: severity === null ? null : severity / 10,
      severityWord: at.text('severity_name'),
      type: typeOf(tactic, technique, name),
      title: name ?? description,
      description,
      actor: actorOf(at),
      resources: resourcesOf(at),
      tactics: [
        ...[tactic, at.text('tactic_id'), technique, at.text('technique_id')],
        ...at
          .objects('mitre_attack')
          .flatMap((each) => ['tactic', 'tactic_id', 'technique', 'technique_id'].map((key) => each.text(key))),
      ],
      count: at.number('files_egressed_count'),
      dataClasses: at.objects('content_patterns').map((pattern) => pattern.text('name')),
      status: statusOf(at, 'status'),
      sample: isSample(description),
    },
    at,
  );
}

function actorOf(at: Reader) {
  return {
    users: [
      ...[at.text('user_name'), at.text('source_account_upn'), at.text('source_account_name')],
      ...at.texts('user_names'),
      ...at.objects('users').map((user) => user.text('user_name')),
    ],
    ips: [
      at.text('source_endpoint_ip_address') ?? at.text('source_endpoint_address_ip4'),
      ...at.texts('source_ips'),
      ...at.objects('network_accesses').map((access) => access.text('remote_address')),
    ],
    processes: [at.text('filepath') ?? at.text('filename')],
  };
}

/** Hosts, pods and identities. `external_ip` is left out: it is that of the whole office or cloud network. */
function resourcesOf(at: Reader): FoundResource[] {
  const device = (key: string) => at.text(`device.${key}`);
  const account = device('service_provider_account_id');
  const region = device('zone_group');
  const instance = device('instance_id');
  const endpoints = ['source_endpoint', 'target_endpoint', 'target_domain_controller'];
  return [
    {
      kind: instance === null ? 'host' : 'instance',
      names: [
        instance,
        ...hostNames(device('hostname'), device('machine_domain')),
        ...[device('device_id'), device('local_ip')],
      ],
      tags: tagsOf(at.texts('device.tags')),
      account,
      region,
    },
    {
      kind: 'k8s-workload',
      names: workloadNames({
        cluster: device('k8s_cluster_name'),
        namespace: device('pod_namespace'),
        pod: device('pod_name'),
      }),
    },
    ...endpoints.map(
      (endpoint): FoundResource => ({
        kind: 'host',
        names: [at.text(`${endpoint}_host_name`), at.text(`${endpoint}_sensor_id`)],
      }),
    ),
    ...[...at.texts('host_names'), ...at.texts('destination_hosts')].map(
      (host): FoundResource => ({ kind: 'host', names: [host] }),
    ),
    ...['source_account', 'target_account'].map(
      (who): FoundResource => ({
        kind: 'identity',
        names: ['upn', 'name', 'sam_account_name', 'object_sid', 'azure_id'].map((key) => at.text(`${who}_${key}`)),
      }),
    ),
    { kind: 'account', names: [at.text('cloud_account_id')] },
  ];
}
