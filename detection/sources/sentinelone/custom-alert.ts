import type { Finding } from '../../finding.ts';
import { makeFinding, requireId } from '../../make-finding.ts';
import { Reader } from '../../reader.ts';
import { containerResources, scopeTags, statusOf, UTC } from './words.ts';

/** An alert of a custom rule (STAR), as `GET /web/api/v2.1/cloud-detection/alerts` gives it. */
export function readCustomAlert(alert: unknown): Finding {
  const at = new Reader(alert);
  const [info, rule] = [at.at('alertInfo'), at.at('ruleInfo')];
  const happenedAt = info.instant('createdAt', { ...UTC, expected: true });
  const reportedAt = info.instant('reportedAt', { ...UTC, expected: true });
  const updatedAt = info.instant('updatedAt', { ...UTC, expected: true });
  const source = at.at('sourceProcessInfo');
  const isOutgoing = /^outgoing$/i.test(info.text('netEventDirection') ?? '');
  const [now, then] = [at.at('agentRealtimeInfo'), at.at('agentDetectionInfo')];
  return makeFinding(
    {
      source: 'sentinelone',
      vendor: 'SentinelOne',
      product: 'Singularity',
      findingId: requireId(info.text('alertId'), 'sentinelone', 'alertInfo.alertId'),
      group: source.text('storyline'),
      firstSeenAt: happenedAt,
      lastSeenAt: happenedAt,
      observedAt: reportedAt,
      updatedAt,
      severity: null,
      severityWord: rule.text('severity', { expected: true }),
      type: rule.text('name', { expected: true }),
      title: rule.text('name'),
      description: rule.text('description', { most: 4_000 }) ?? info.text('indicatorDescription', { most: 4_000 }),
      actor: {
        users: [source.text('user'), info.text('loginsUserName')],
        // Of the two ends of a connection, the one that is not the agent's.
        ips: [isOutgoing ? info.text('dstIp') : info.text('srcIp')],
        processes: [source.text('filePath') ?? source.text('name')],
      },
      resources: [
        {
          kind: 'host',
          names: [
            ...[now.text('name') ?? then.text('name'), now.text('uuid') ?? then.text('uuid'), now.text('id')],
            info.text('srcMachineIp'),
          ],
          tags: scopeTags(then, { account: 'accountId', site: 'siteId' }),
        },
        ...containerResources(at),
      ],
      tactics: [info.text('indicatorCategory')],
      status: statusOf(info.text('incidentStatus'), info.text('analystVerdict'), updatedAt !== reportedAt),
      sample: false,
    },
    at,
  );
}
