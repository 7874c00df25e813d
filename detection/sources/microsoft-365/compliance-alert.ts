import type { Finding } from '../../finding.ts';
import { makeFinding } from '../../make-finding.ts';
import type { Reader } from '../../reader.ts';
import { inTenant } from '../../tenant.ts';
import { recordOf } from './common.ts';

/**
 * An alert of the compliance portal. That it was raised or changed are states of one finding; what it was raised about
 * comes in records of their own, which belong to the same breach.
 */
export function readComplianceAlert(at: Reader, operation: string): Finding {
  const { base, id, tenant, time } = recordOf(at);
  const isEntity = /^alertentitygenerated$/i.test(operation);
  const alertId = at.text('alertId', { expected: true });
  // Its details are JSON in a text, with short names: times, whom it is about, how many, the worded reason.
  const data = at.has('data') ? at.json('data') : at.at('data');
  const entity = at.text('alertEntityId');
  const isUser = /user|mailbox|recipient|sender/i.test(at.text('entityType') ?? '');
  const user = data.text('suid') ?? data.text('f3u') ?? (isUser ? entity : null);
  return makeFinding(
    {
      ...base,
      product: 'Microsoft 365 alert policies',
      findingId: isEntity ? id : (alertId ?? id),
      group: alertId,
      firstSeenAt: data.instant('ts', { zone: 'utc' }) ?? time,
      lastSeenAt: data.instant('te', { zone: 'utc' }) ?? time,
      ...{ observedAt: time, updatedAt: time },
      severity: null,
      severityWord: at.text('severity', { expected: true }),
      type: at.text('category', { expected: true }),
      title: at.text('name'),
      description: data.text('ad') ?? at.text('comments'),
      actor: { users: [user], ips: [data.text('sip')] },
      resources: inTenant(tenant, [
        { kind: 'identity', names: [isUser ? entity : null, isUser ? null : user] },
        { kind: 'mailbox', names: [data.text('trc')] },
        { kind: 'document', names: [/^https?:/i.test(entity ?? '') ? entity : null] },
      ]),
      count: data.number('tdc'),
      status: statusOf(at.text('status'), operation),
      sample: false,
    },
    at,
  );
}

function statusOf(word: string | null, operation: string): Finding['status'] {
  const status = word?.toLowerCase() ?? '';
  if (status === 'resolved') return 'resolved';
  if (status === 'dismissed') return 'archived';
  return status === 'investigating' || /updated$/i.test(operation) ? 'updated' : 'new';
}
