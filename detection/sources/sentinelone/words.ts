import type { Finding } from '../../finding.ts';
import { workloadNames } from '../../kubernetes.ts';
import type { FoundResource } from '../../make-finding.ts';
import type { Reader } from '../../reader.ts';

/** What the kinds of alerts of SentinelOne have in common. */

/** SentinelOne documents its times as UTC; forwarders leave the offset out. */
export const UTC = { zone: 'utc' } as const;

/** A threat has no severity, but how sure the engine is that it is one. */
const CONFIDENCE: Record<string, number> = { malicious: 8, suspicious: 5, 'n/a': 5 };

/** How bad a threat is, by its confidence level; null for a word that is not documented. */
export function severityOfConfidence(level: string | null): number | null {
  return CONFIDENCE[level?.toLowerCase() ?? ''] ?? null;
}

/** `RANSOMWARE` and `Ransomware` are one classification. */
export function classified(classification: string | null): string | null {
  const text = classification?.toLowerCase().replaceAll('_', ' ') ?? null;
  return text === null ? null : text.charAt(0).toUpperCase() + text.slice(1);
}

/** What analysts made of it: resolved, or set aside as false. */
export function statusOf(status: string | null, verdict: string | null, isChanged: boolean): Finding['status'] {
  if (status?.toLowerCase() === 'resolved') return 'resolved';
  if (/^false_positive/i.test(verdict ?? '')) return 'archived';
  return isChanged ? 'updated' : 'new';
}

/** Names of a machine by its agent; `hosts` as `name` and as `name.domain`. */
export function hostNames(name: string | null, domain: string | null): (string | null)[] {
  return [name, name !== null && domain?.includes('.') && !name.includes('.') ? `${name}.${domain}` : null];
}

/** Where an agent belongs, as tags: registers group machines as the console does. */
export function scopeTags(at: Reader, paths: Record<string, string>): string[] {
  return Object.entries(paths).flatMap(([key, path]) => {
    const value = at.text(path);
    return value === null ? [] : [`${key}=${value}`];
  });
}

/** The workload and container in which it happened. */
export function containerResources(at: Reader): FoundResource[] {
  const cluster = at.text('kubernetesInfo.cluster');
  const labels = ['kubernetesInfo.podLabels', 'kubernetesInfo.controllerLabels', 'containerInfo.labels'];
  return [
    {
      kind: 'k8s-workload',
      names: workloadNames({
        cluster,
        namespace: at.text('kubernetesInfo.namespace'),
        workload: at.text('kubernetesInfo.controllerName'),
        pod: at.text('kubernetesInfo.pod'),
      }),
      tags: labels.flatMap((path) => at.texts(path)).filter((label) => label.includes('=')),
    },
    { kind: 'cluster', names: [cluster] },
    { kind: 'container', names: ['id', 'name', 'image'].map((key) => at.text(`containerInfo.${key}`)) },
  ];
}
