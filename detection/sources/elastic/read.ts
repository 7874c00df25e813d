import type { Finding } from '../../finding.ts';
import { derivedId, makeFinding, requireId } from '../../make-finding.ts';
import { Reader } from '../../reader.ts';
import type { NotForUs } from '../../source.ts';
import { resourcesOf } from './resources.ts';

/** A detection alert: ECS fields with `kibana.alert.…` since 8.0, with `signal.…` before. */
export function read(alert: unknown): Finding | NotForUs {
  const at = new Reader(alert);
  const producer = at.text('kibana.alert.rule.producer');
  if (producer !== null && producer !== 'siem' && !producer.startsWith('security')) {
    return { notForUs: `The rule is of ${producer.slice(0, 100)}, and not of Elastic Security.` };
  }
  if (!at.has('kibana.alert') && !at.has('kibana.alert.rule.name') && !at.has('signal') && at.has('_id')) {
    return { notForUs: 'It is a document without kibana.alert or signal, and no alert of a rule.' };
  }
  // Fields of alerts; `of` gives the older name where there is one.
  const of = (path: string, before: string) => (at.has(`kibana.alert.${path}`) ? `kibana.alert.${path}` : before);
  const id = at.text('kibana.alert.uuid') ?? at.text('_id') ?? at.text('signal.group.id');
  const raisedAt = at.instant('@timestamp', { expected: true });
  const happenedAt =
    at.instant('kibana.alert.suppression.start') ?? at.instant(of('original_time', 'signal.original_time'));
  const rule = at.text(of('rule.name', 'signal.rule.name'), { expected: true });
  const risk = at.number(of('risk_score', 'signal.rule.risk_score'), { expected: true });
  const threats = at.objects(of('rule.threat', 'signal.rule.threat'));
  const [tactic = null] = threats.map((threat) => threat.text('tactic.name'));
  const seenAt = at.instant('kibana.alert.suppression.end') ?? at.instant('kibana.alert.last_detected');
  const isWorkedOn = at.instant('kibana.alert.workflow_status_updated_at');
  return makeFinding(
    {
      source: 'elastic',
      vendor: 'Elastic',
      product: 'Elastic Security',
      findingId: requireId(id, 'elastic', 'kibana.alert.uuid'),
      group: at.text('kibana.alert.group.id') ?? groupOf(at, of('rule.uuid', 'signal.rule.id')),
      firstSeenAt: happenedAt ?? raisedAt,
      lastSeenAt: seenAt ?? happenedAt ?? raisedAt,
      observedAt: at.instant('kibana.alert.start') ?? raisedAt,
      updatedAt: isWorkedOn ?? raisedAt,
      // Risk is from 0 to 100; Elastic's own rules have 21 for low, 47 for medium, 73 for high, 99 for critical.
      severity: risk === null ? null : risk / 10,
      severityWord: at.text(of('severity', 'signal.rule.severity')),
      type: tactic === null || rule === null ? rule : `${tactic}:${rule}`,
      title: rule,
      description:
        at.text('kibana.alert.reason', { most: 4_000 }) ??
        at.text(of('rule.description', 'signal.rule.description'), { most: 4_000 }),
      actor: {
        users: [at.text('user.name'), at.text('user.email'), at.text('source.user.name'), ...at.texts('related.user')],
        ips: [...at.texts('source.ip'), ...at.texts('client.ip')],
        processes: [at.text('process.executable') ?? at.text('process.name')],
      },
      resources: resourcesOf(at),
      tactics: threats.flatMap((threat) => [
        ...[threat.text('tactic.name'), threat.text('tactic.id')],
        ...threat.objects('technique').flatMap((technique) => [technique.text('name'), technique.text('id')]),
      ]),
      count: at.number('kibana.alert.suppression.docs_count') ?? at.number('kibana.alert.threshold_result.count'),
      status: statusOf(at.text(of('workflow_status', 'signal.status'))),
      sample: false,
    },
    at,
  );
}

/** Alerts of one rule about one host and one user belong together. */
function groupOf(at: Reader, rule: string): string | null {
  return derivedId([at.text(rule), at.text('host.id') ?? at.text('host.name'), at.text('user.name')]);
}

function statusOf(status: string | null): Finding['status'] {
  if (status === 'closed') return 'resolved';
  return status === 'acknowledged' || status === 'in-progress' ? 'updated' : 'new';
}
