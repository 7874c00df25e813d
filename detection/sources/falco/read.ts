import type { Finding } from '../../finding.ts';
import { workloadNames } from '../../kubernetes.ts';
import { derivedId, type FoundResource, makeFinding, requireId } from '../../make-finding.ts';
import { Reader } from '../../reader.ts';

/** falco.org, "Rule priorities": an unexpected shell is a notice, reading secrets a warning, writing state an error. */
const SEVERITY: Record<string, number> = {
  ...{ emergency: 10, alert: 9.5, critical: 9, error: 7.5, warning: 5 },
  ...{ notice: 3, informational: 1, info: 1, debug: 0 },
};

/** One event of a rule, as Falco writes it with `json_output`. What stands in `output_fields` is the rule's choice. */
export function read(alert: unknown): Finding {
  const at = new Reader(alert);
  const fields = at.at('output_fields');
  const rule = at.text('rule', { expected: true });
  const output = at.text('output', { expected: true, most: 4_000 });
  const time = at.instant('time', { expected: true });
  const host = at.text('hostname');
  const word = at.text('priority', { expected: true });
  // Older versions give no id; the same event has the same time and text.
  const id = at.text('uuid') ?? derivedId([rule, at.text('time'), output]);
  const findingId = requireId(rule === null && output === null ? null : id, 'falco', 'rule');
  return makeFinding(
    {
      source: 'falco',
      vendor: 'Falco',
      product: 'Falco',
      findingId,
      group: derivedId([rule, host, placeOf(fields)]),
      firstSeenAt: time,
      lastSeenAt: time,
      observedAt: time,
      updatedAt: time,
      severity: SEVERITY[word?.toLowerCase() ?? ''] ?? null,
      severityWord: word,
      type: rule,
      title: rule,
      description: output,
      actor: actorOf(fields),
      resources: resourcesOf(at, fields, host),
      tactics: at.texts('tags').flatMap(tacticOf),
      sample: rule === 'Test rule' && output === 'This is a test from falcosidekick',
    },
    at,
  );
}

/** Tags of compliance, such as `PCI_DSS_10.2.7`, say nothing of what happened. */
function tacticOf(tag: string): string[] {
  const [, tactic] = /^mitre_(.+)$/i.exec(tag) ?? [];
  if (tactic !== undefined) return [tactic.replaceAll('_', ' ')];
  return /^TA?\d{4}(\.\d{3})?$/i.test(tag) ? [tag] : [];
}

/** Where events of one rule belong together: in one workload, container or target. */
function placeOf(fields: Reader): string | null {
  const places = ['k8s.pod.name', 'k8smeta.pod.name', 'container.id', 'ka.target.name', 's3.bucket'];
  return firstOf(fields, places);
}

function actorOf(fields: Reader) {
  return {
    users: textsAt(fields, ['user.name', 'user.loginname', 'ka.user.name', 'ct.user', 'okta.actor.alternateid']),
    ips: [
      ...textsAt(fields, ['fd.rip', 'ct.srcip', 'okta.client.ip', 'github.user.ip']),
      ...fields.texts('ka.sourceips'),
    ],
    processes: textsAt(fields, ['proc.exepath', 'proc.name']).slice(0, 1),
  };
}

function resourcesOf(at: Reader, fields: Reader, host: string | null): FoundResource[] {
  const cluster = firstOf(fields, ['k8s.cluster.name', 'k8s_cluster_name', 'k8s.cluster', 'cluster']);
  const account = fields.text('ct.user.accountid');
  const region = fields.text('ct.region');
  const container = fields.text('container.id');
  // Falco writes `host` for what runs in no container.
  const isInContainer = container !== null && container !== 'host';
  const image = [fields.text('container.image.repository'), fields.text('container.image.tag')];
  const bucket = fields.text('s3.bucket');
  return [
    { kind: 'k8s-workload', names: workloadsOf(fields, cluster) },
    {
      kind: 'container',
      names: isInContainer ? [container, fields.text('container.name'), image.filter((part) => part).join(':')] : [],
    },
    { kind: 'cluster', names: [cluster] },
    { kind: 'bucket', names: [bucket, fields.text('s3.uri')], region, account },
    { kind: 'repository', names: [fields.text('github.repo')] },
    { kind: 'account', names: [account], region },
    // Events of Kubernetes' audit log, CloudTrail and the like are of no host; only the plugin runs on one.
    { kind: 'host', names: isOfHost(at) ? [host, fields.text('evt.hostname')] : [] },
  ];
}

function workloadsOf(fields: Reader, cluster: string | null): string[] {
  const target = fields.text('ka.target.resource') === 'pods' ? 'ka.target' : null;
  const pod = firstOf(fields, ['k8s.pod.name', 'k8smeta.pod.name', ...(target === null ? [] : [`${target}.name`])]);
  const namespace = firstOf(fields, ['k8s.ns.name', 'k8smeta.ns.name', 'ka.target.namespace']);
  const workload = firstOf(fields, ['k8smeta.deployment.name', 'k8s.deployment.name', 'k8smeta.rs.name']);
  return workloadNames({ cluster, namespace, workload, pod });
}

function isOfHost(at: Reader): boolean {
  const source = at.text('source') ?? 'syscall';
  return source === 'syscall' || source === 'syscalls';
}

function textsAt(at: Reader, paths: readonly string[]): string[] {
  return paths.flatMap((path) => at.text(path) ?? []);
}

function firstOf(at: Reader, paths: readonly string[]): string | null {
  return textsAt(at, paths)[0] ?? null;
}
