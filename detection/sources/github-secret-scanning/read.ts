import type { Finding } from '../../finding.ts';
import { makeFinding, requireId } from '../../make-finding.ts';
import { Reader } from '../../reader.ts';
import type { NotForUs } from '../../source.ts';

const SOURCE = 'github-secret-scanning';
const EXPECTED = { expected: true } as const;

/** An alert as a webhook sends it, with repository and action, or as the API lists it. */
export function readAlert(delivery: unknown): Finding | NotForUs {
  const at = new Reader(delivery);
  const alert = at.has('alert') ? at.at('alert') : at;
  const other = otherEvent(at, alert);
  if (other !== null) return { notForUs: other };
  const repository = at.has('repository') ? at.at('repository') : alert.at('repository');
  const where = repository.number('id', EXPECTED) ?? repository.text('full_name');
  const number = alert.number('number', EXPECTED);
  const findingId = requireId(
    number === null ? null : `${where ?? 'unknown-repository'}/${number}`,
    SOURCE,
    'alert.number',
  );
  const createdAt = alert.instant('created_at', EXPECTED);
  const changedAt = alert.instant('updated_at') ?? alert.instant('resolved_at') ?? createdAt;
  const kind = alert.text('secret_type_display_name') ?? alert.text('secret_type');
  return makeFinding(
    {
      ...{ source: SOURCE, vendor: 'GitHub', product: 'GitHub secret scanning', findingId },
      // Since when the secret lay there is known only where somebody pushed it past the protection.
      firstSeenAt: alert.instant('push_protection_bypassed_at'),
      lastSeenAt: null,
      ...{ observedAt: createdAt, updatedAt: changedAt },
      severity: severityOf(alert, isPublic(repository)),
      severityWord: alert.text('validity'),
      type: alert.text('secret_type', EXPECTED),
      title: `${kind ?? 'A secret'} in ${repository.text('full_name') ?? 'a repository'}`,
      description: descriptionOf(alert, at.at('location'), isPublic(repository)),
      actor: { users: [alert.text('push_protection_bypassed_by.login')] },
      resources: [
        {
          kind: 'repository',
          names: ['full_name', 'html_url', 'id'].map((path) => repository.text(path)),
          account: at.text('organization.login') ?? repository.text('owner.login'),
        },
      ],
      dataClasses: [kind],
      status: statusOf(alert, createdAt !== changedAt),
      sample: false,
    },
    at,
  );
}

/** Other events that the same webhook may carry. */
function otherEvent(at: Reader, alert: Reader): string | null {
  if (at.has('zen') || at.has('hook_id'))
    return 'GitHub tells that the webhook was made: the address and the secret hold.';
  if (alert.has('security_advisory') || alert.has('security_vulnerability')) {
    return 'This is an alert of Dependabot: a weakness in software, and no leaked secret.';
  }
  if (alert.has('rule') || alert.has('tool')) return 'This is an alert of code scanning, and no leaked secret.';
  const isOurs = alert.has('secret_type') || alert.has('number') || alert.has('locations_url');
  return isOurs ? null : 'This event carries no alert of secret scanning.';
}

function isPublic(repository: Reader): boolean {
  return repository.text('visibility') === 'public' || repository.flag('private') === false;
}

/**
 * GitHub gives no severity. Ours: a secret that works and lies open to everybody is critical; one that works, or of
 * which GitHub cannot say whether it does, is high; one that no longer works, or was no secret, is low.
 */
function severityOf(alert: Reader, open: boolean): number {
  const isOpen = open || alert.flag('publicly_leaked') === true;
  const resolution = alert.text('resolution')?.toLowerCase() ?? '';
  if (resolution === 'false_positive' || resolution === 'used_in_tests') return 1;
  const validity = alert.text('validity')?.toLowerCase();
  if (validity === 'inactive' || resolution === 'revoked') return isOpen ? 5 : 3;
  if (validity === 'active') return isOpen ? 9.5 : 8;
  return isOpen ? 8 : 7;
}

function statusOf(alert: Reader, changed: boolean): Finding['status'] {
  if (alert.text('state')?.toLowerCase() === 'resolved') return 'resolved';
  return changed ? 'updated' : 'new';
}

/** Never the secret itself. */
function descriptionOf(alert: Reader, location: Reader, open: boolean): string {
  const place = location.has('details') ? location.at('details') : alert.at('first_location_detected');
  const line = place.text('start_line');
  const path = place.text('path');
  const parts: [string, string | null][] = [
    ['Validity', alert.text('validity')],
    ['Repository', open ? 'open to everybody' : null],
    ['Leaked in public', alert.flag('publicly_leaked') === true ? 'yes' : null],
    ['In several repositories', alert.flag('multi_repo') === true ? 'yes' : null],
    ['Pushed past the protection', alert.flag('push_protection_bypassed') === true ? 'yes' : null],
    ['Where', path === null || line === null ? path : `${path}:${line}`],
    ['Commit', place.text('commit_sha')],
    ['Resolved as', alert.text('resolution')],
  ];
  return parts.flatMap(([label, text]) => (text === null ? [] : [`${label}: ${text}`])).join('. ');
}
