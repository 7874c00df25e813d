import type { Finding } from '../../finding.ts';
import { makeFinding, requireId } from '../../make-finding.ts';
import { Reader } from '../../reader.ts';
import type { NotForUs } from '../../source.ts';
import { classified, scopeTags, severityOfConfidence, UTC } from './words.ts';

/** An entry of the activity log that tells of a threat: the same finding as the threat. */
export function readActivity(alert: unknown): Finding | NotForUs {
  const at = new Reader(alert);
  const data = at.at('data');
  const confidence = data.text('confidenceLevel');
  if (!at.has('threatId') || confidence === null) {
    return { notForUs: `The activity of type ${at.text('activityType')?.slice(0, 20)} tells of no new threat.` };
  }
  const createdAt = at.instant('createdAt', { ...UTC, expected: true });
  const classification = classified(data.text('threatClassification'));
  return makeFinding(
    {
      source: 'sentinelone',
      vendor: 'SentinelOne',
      product: 'Singularity',
      findingId: requireId(at.text('threatId'), 'sentinelone', 'threatId'),
      firstSeenAt: createdAt,
      lastSeenAt: createdAt,
      observedAt: createdAt,
      updatedAt: at.instant('updatedAt', { ...UTC, expected: true }),
      severity: severityOfConfidence(confidence),
      severityWord: confidence,
      type: classification ?? 'Threat',
      title: at.text('primaryDescription') ?? data.text('fileDisplayName'),
      description: data.text('filePath'),
      actor: { users: [data.text('username')], processes: [data.text('filePath')] },
      resources: [
        {
          kind: 'host',
          names: [data.text('computerName'), at.text('agentId')],
          tags: scopeTags(at, { account: 'accountName', site: 'siteName', group: 'groupName' }),
        },
      ],
      sample: false,
    },
    at,
  );
}
