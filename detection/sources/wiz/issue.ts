import type { Finding } from '../../finding.ts';
import { makeFinding, requireId } from '../../make-finding.ts';
import { Reader } from '../../reader.ts';
import type { NotForUs } from '../../source.ts';
import { resourceOf, statusOf, UTC } from './resources.ts';

/** An issue as an automation's webhook sends it (`issue`, `resource`, `control`), or as the API gives it. */
export function readIssue(alert: unknown): Finding | NotForUs {
  const at = new Reader(alert);
  const isHooked = at.has('issue');
  const issue = isHooked ? at.at('issue') : at;
  const rule = at.at(isHooked ? 'control' : 'sourceRule');
  if (!isHooked && !['severity', 'sourceRule', 'entitySnapshot'].some((sign) => at.has(sign)) && at.has('id')) {
    return {
      notForUs: 'It has an id, and neither severity, rule nor resource of an issue; records of the audit log have not.',
    };
  }
  const createdAt = issue.instant(isHooked ? 'created' : 'createdAt', { ...UTC, expected: true });
  const changedAt = issue.instant('updatedAt', UTC) ?? issue.instant('statusChangedAt', UTC) ?? createdAt;
  const entity = at.at(isHooked ? 'resource' : 'entitySnapshot');
  const name = rule.text('name');
  return makeFinding(
    {
      source: 'wiz',
      vendor: 'Wiz',
      product: 'Wiz',
      findingId: requireId(issue.text('id'), 'wiz', 'issue.id'),
      firstSeenAt: createdAt,
      lastSeenAt: createdAt,
      observedAt: createdAt,
      updatedAt: changedAt,
      severity: null,
      severityWord: issue.text('severity', { expected: true }) ?? rule.text('severity'),
      type: `${kindOf(issue, rule)}:${name ?? rule.text('id') ?? 'unknown'}`,
      title: name,
      description: rule.text('controlDescription', { most: 4_000 }) ?? rule.text('description', { most: 4_000 }),
      resources: [resourceOf(entity)],
      // Frameworks of compliance are listed likewise, and are no signals.
      tactics: rule
        .objects('securitySubCategories')
        .filter((part) => /mitre/i.test(part.text('category.framework.name') ?? ''))
        .flatMap((part) => [part.text('category.name'), part.text('title')]),
      status: statusOf(issue.text('status'), at.text('trigger.type')),
      sample: false,
    },
    at,
  );
}

/**
 * What kind of issue it is. The webhook does not say; rules about events of a cloud have ids that begin with `cer-`.
 * Data that is not protected may have been seen, which the other states of a system do not say.
 */
function kindOf(issue: Reader, rule: Reader): string {
  const type = issue.text('type');
  const id = rule.text('id') ?? '';
  if (type === 'THREAT_DETECTION' || (type === null && id.startsWith('cer-'))) return 'THREAT_DETECTION';
  const risks = rule.texts('risks').map((risk) => risk.toUpperCase());
  return risks.includes('UNPROTECTED_DATA') ? 'UNPROTECTED_DATA' : (type ?? 'TOXIC_COMBINATION');
}
