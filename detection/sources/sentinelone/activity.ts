import type { Finding } from '../../finding.ts';
import { makeFinding, requireId } from '../../make-finding.ts';
import { Reader } from '../../reader.ts';
import type { NotForUs } from '../../source.ts';
import { classified, scopeTags, severityOfConfidence, UTC } from './words.ts';

/** An entry of the activity log that tells of a threat or of a custom rule's alert: the same finding as that. */
export function readActivity(alert: unknown): Finding | NotForUs {
  const at = new Reader(alert);
  const data = at.at('data');
  const confidence = data.text('confidenceLevel');
  const isOfRule = data.has('alertId') && data.has('ruleName');
  if (!isOfRule && (!at.has('threatId') || confidence === null)) {
    return {
      notForUs: `The activity of type ${at.text('activityType')?.slice(0, 20)} tells of no new threat or alert.`,
    };
  }
  const createdAt = at.instant('createdAt', { ...UTC, expected: true });
  const classification = classified(data.text('threatClassification'));
  return makeFinding(
    {
      source: 'sentinelone',
      vendor: 'SentinelOne',
      product: 'Singularity',
      findingId: requireId(isOfRule ? data.text('alertId') : at.text('threatId'), 'sentinelone', 'threatId'),
      firstSeenAt: data.instant('detectedAt', UTC) ?? createdAt,
      lastSeenAt: data.instant('detectedAt', UTC) ?? createdAt,
      observedAt: createdAt,
      updatedAt: at.instant('updatedAt', { ...UTC, expected: true }),
      severity: isOfRule ? null : severityOfConfidence(confidence),
      // The log writes a rule's as `E_CRITICAL`.
      severityWord: isOfRule ? (data.text('severity')?.replace(/^E_/i, '') ?? null) : confidence,
      type: isOfRule ? data.text('ruleName') : (classification ?? 'Threat'),
      title: at.text('primaryDescription') ?? data.text('fileDisplayName'),
      description: data.text('filePath'),
      actor: { users: [data.text('username')], processes: [data.text('filePath')] },
      resources: [
        {
          kind: 'host',
          names: [data.text('computerName'), at.text('agentId'), data.text('agentIpV4')],
          tags: scopeTags(at, { account: 'accountName', site: 'siteName', group: 'groupName' }),
        },
      ],
      sample: false,
    },
    at,
  );
}
