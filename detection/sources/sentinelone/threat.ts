import type { Finding } from '../../finding.ts';
import { type FoundResource, makeFinding, requireId } from '../../make-finding.ts';
import { Reader } from '../../reader.ts';
import { classified, containerResources, hostNames, scopeTags, severityOfConfidence, statusOf, UTC } from './words.ts';

/** A threat, as `GET /web/api/v2.1/threats` gives it. */
export function readThreat(alert: unknown): Finding {
  const at = new Reader(alert);
  const info = at.at('threatInfo');
  const id = at.text('id', { expected: true }) ?? info.text('threatId');
  const confidence = info.text('confidenceLevel', { expected: true });
  const createdAt = info.instant('createdAt', { ...UTC, expected: true });
  const updatedAt = info.instant('updatedAt', { ...UTC, expected: true });
  const identifiedAt = info.instant('identifiedAt', { ...UTC, expected: true });
  const classification = classified(info.text('classification'));
  const name = info.text('threatName');
  return makeFinding(
    {
      source: 'sentinelone',
      vendor: 'SentinelOne',
      product: 'Singularity',
      findingId: requireId(id, 'sentinelone', 'id'),
      // Threats of one chain of processes have one storyline.
      group: info.text('storyline'),
      firstSeenAt: identifiedAt ?? createdAt,
      lastSeenAt: identifiedAt ?? createdAt,
      observedAt: createdAt,
      updatedAt,
      severity: severityOfConfidence(confidence),
      severityWord: confidence,
      type: classification ?? 'Threat',
      title: name === null ? classification : `${classification ?? 'Threat'}: ${name}`,
      description: [info.text('filePath'), info.text('mitigationStatusDescription')].filter((text) => text).join('. '),
      actor: {
        users: [info.text('processUser')],
        processes: [info.text('originatorProcess'), info.text('filePath')],
      },
      resources: resourcesOf(at),
      tactics: at.objects('indicators').flatMap((indicator) => tacticsOf(indicator)),
      status: statusOf(
        info.text('incidentStatus'),
        info.text('analystVerdict'),
        /^in_progress$/i.test(info.text('incidentStatus') ?? ''),
      ),
      sample: false,
    },
    at,
  );
}

function tacticsOf(indicator: Reader): (string | null)[] {
  return indicator
    .objects('tactics')
    .flatMap((tactic) => [
      tactic.text('name'),
      ...tactic.objects('techniques').map((technique) => technique.text('name')),
    ]);
}

/** The machine of the agent. `externalIp` is left out: it is that of the whole office or cloud network. */
function resourcesOf(at: Reader): FoundResource[] {
  const [now, then] = [at.at('agentRealtimeInfo'), at.at('agentDetectionInfo')];
  const [, cloud] = then.members('cloudProviders')[0] ?? [];
  const instance = cloud?.text('cloudInstanceId') ?? null;
  const addresses = now
    .objects('networkInterfaces')
    .flatMap((each) => [...each.texts('inet'), ...each.texts('inet6')])
    .filter((address) => !/^(127\.|::1$|fe80:|169\.254\.)/i.test(address));
  return [
    {
      kind: instance === null ? 'host' : 'instance',
      names: [
        instance,
        ...hostNames(now.text('agentComputerName'), now.text('agentDomain')),
        ...[now.text('agentUuid') ?? then.text('agentUuid'), now.text('agentId')],
        ...[then.text('agentIpV4'), then.text('agentIpV6'), ...addresses],
      ],
      account: cloud?.text('cloudAccount'),
      region: cloud?.text('cloudLocation'),
      tags: scopeTags(now, { account: 'accountName', site: 'siteName', group: 'groupName' }),
    },
    ...containerResources(at),
  ];
}
